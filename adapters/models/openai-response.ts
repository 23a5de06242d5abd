import { z } from 'zod'
import type { Tokens, ToolCall } from '../../suite/case-result.ts'
import { TargetError } from '../../suite/target.ts'
import type { Told } from './endpoint-target.ts'
import { type Endpoint, invalidAnswer, streamFailure } from './provider-failure.ts'

const part = z.looseObject({ type: z.string(), text: z.string().nullish() })
const item = z.looseObject({
  type: z.string(),
  content: z.array(part).nullish().catch(null),
  name: z.string().nullish(),
  arguments: z.string().nullish().catch(null),
})

/** What is read of a response; anything else in it is left alone. */
const response = z.object({
  model: z.string().nullish(),
  status: z.string().nullish(),
  error: z.looseObject({ code: z.unknown().optional() }).nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(item),
  usage: z
    .object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish().catch(null),
      output_tokens_details: z.object({ reasoning_tokens: z.number().nullish() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})

type Response = z.output<typeof response>

/**
 * Reads a response of OpenAI's responses API. A refusal, a filtered answer and one without text and tool calls are
 * errors of their kinds. The finish reason is why it is incomplete, else its status.
 *
 * @throws TargetError that quotes nothing of the reply
 */
export function readOpenAiResponse(reply: unknown, endpoint: Endpoint): Told {
  if (typeof reply !== 'object')
    throw invalidAnswer(endpoint, 'its content type is not JSON; check that the address is that of the API')
  const { data } = response.safeParse(reply)
  if (data === undefined) throw invalidAnswer(endpoint, 'it is not a response with output')
  if (data.status === 'failed') throw streamFailure([data.error?.code], endpoint)
  return {
    output: textOf(data, endpoint),
    model: data.model ?? null,
    finishReason: data.incomplete_details?.reason ?? data.status ?? null,
    tokens: data.usage ? tokensOf(data.usage) : null,
    costUsd: null,
    toolCalls: toolCallsOf(data),
  }
}

function tokensOf(usage: NonNullable<Response['usage']>): Tokens {
  const cached = usage.input_tokens_details?.cached_tokens
  const reasoning = usage.output_tokens_details?.reasoning_tokens
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    ...(typeof cached === 'number' ? { cached } : {}),
    ...(typeof reasoning === 'number' ? { reasoning } : {}),
  }
}

function toolCallsOf({ output }: Response): ToolCall[] {
  return output.flatMap(({ type, name, arguments: given }) =>
    type === 'function_call' && name ? [{ name, arguments: given ?? '' }] : [],
  )
}

function textOf({ output, incomplete_details: cut }: Response, endpoint: Endpoint): string {
  const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []))
  if (parts.some(({ type }) => type === 'refusal'))
    throw new TargetError('refused', `${endpoint.name} declined to answer this case.`)
  if (cut?.reason === 'content_filter')
    throw new TargetError('filtered', `A content filter stopped the answer of ${endpoint.name}.`)
  const texts = parts.filter(({ type }) => type === 'output_text').map(({ text }) => text ?? '')
  const text = texts.join('')
  if (text === '' && cut?.reason === 'max_output_tokens')
    throw invalidAnswer(endpoint, "its tokens were used up before any text; raise the target's `maxTokens`")
  if (texts.length > 0 || output.some(({ type }) => type === 'function_call')) return text
  throw invalidAnswer(endpoint, 'it holds no text')
}
