import { z } from 'zod'
import type { Tokens, ToolCall } from '../../suite/case-result.ts'
import type { HttpSpec } from '../../suite/config/targets/http.ts'
import { atPointer } from '../../suite/json-pointer.ts'
import type { Told } from './endpoint-target.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'

const call = z.looseObject({ name: z.string(), arguments: z.unknown().optional() })
const calls = z.array(z.union([call, z.looseObject({ function: call }).transform((one) => one.function)]))

/** A body as it came, and whether the server calls it JSON. */
export interface HttpBody {
  readonly text: string
  readonly isJson: boolean
}

/**
 * Takes an answer out of a response by the spec's pointers. What they do not lead to is unknown, but for the output.
 *
 * @throws TargetError that quotes nothing of the response: it is no JSON, or holds no output
 */
export function readHttpAnswer(body: HttpBody, spec: HttpSpec, endpoint: Endpoint): Told {
  const { response } = spec
  const onlyText = Object.values(response).every((pointer) => pointer === '')
  const document = onlyText ? null : parse(body, endpoint)
  const at = (pointer: string | undefined) =>
    pointer === undefined ? undefined : atPointer(document, pointer)
  const output = response.output === '' ? body.text : outputOf(at(response.output), spec, endpoint)
  return {
    output,
    model: textOf(at(response.model)) ?? spec.model ?? null,
    finishReason: textOf(at(response.finishReason)),
    tokens: tokensOf(response.tokens, at),
    costUsd: countOf(at(response.costUsd)),
    ...(response.toolCalls === undefined ? {} : { toolCalls: toolCallsOf(at(response.toolCalls), endpoint) }),
  }
}

function parse({ text, isJson }: HttpBody, endpoint: Endpoint): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (isJson) throw invalidAnswer(endpoint, 'it is not valid JSON, or cut off', 0)
    throw invalidAnswer(
      endpoint,
      "it is not JSON; check the target's `url`, or take all of it with `response: { output: '' }`",
    )
  }
}

function outputOf(value: unknown, { response }: HttpSpec, endpoint: Endpoint): string {
  if (value === undefined || value === null)
    throw invalidAnswer(
      endpoint,
      `it holds nothing at ${response.output}; check the target's \`response.output\``,
    )
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function tokensOf(
  pointers: HttpSpec['response']['tokens'],
  at: (pointer: string | undefined) => unknown,
): Tokens | null {
  const [input, output] = [countOf(at(pointers?.input)), countOf(at(pointers?.output))]
  if (input === null || output === null) return null
  const [cached, reasoning] = [countOf(at(pointers?.cached)), countOf(at(pointers?.reasoning))]
  return {
    input,
    output,
    ...(cached === null ? {} : { cached }),
    ...(reasoning === null ? {} : { reasoning }),
  }
}

function toolCallsOf(value: unknown, endpoint: Endpoint): ToolCall[] {
  const { data } = calls.safeParse(value ?? [])
  if (data !== undefined) return data.map(({ name, arguments: given }) => ({ name, arguments: given }))
  throw invalidAnswer(endpoint, 'its tool calls are no list of {name, arguments}')
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}
