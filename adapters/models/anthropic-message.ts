import { z } from 'zod'
import type { Tokens, ToolCall } from '../../suite/case-result.ts'
import { TargetError } from '../../suite/target.ts'
import type { Told } from './endpoint-target.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'

const count = z.number().nullish()

/** What is read of a message; anything else in it is left alone. */
const message = z.object({
  model: z.string().nullish(),
  content: z.array(
    z.looseObject({
      type: z.string(),
      text: z.string().optional(),
      name: z.string().optional(),
      input: z.unknown().optional(),
    }),
  ),
  stop_reason: z.string().nullish(),
  usage: z
    .object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      cache_creation_input_tokens: count,
      cache_read_input_tokens: count,
      output_tokens_details: z.object({ thinking_tokens: count }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
})

type Message = z.output<typeof message>

/**
 * Reads a message of Anthropic's API. A refusal and an answer without text and tool calls are errors of their kinds;
 * input tokens count cached ones too, those that were read from the cache apart as well.
 *
 * @throws TargetError that quotes nothing of the reply
 */
export function readMessage(reply: unknown, endpoint: Endpoint): Told {
  if (typeof reply !== 'object')
    throw invalidAnswer(endpoint, 'its content type is not JSON; check that the address is that of the API')
  const { data } = message.safeParse(reply)
  if (data === undefined) throw invalidAnswer(endpoint, 'it is not a message with content')
  return {
    output: textOf(data, endpoint),
    model: data.model ?? null,
    finishReason: data.stop_reason ?? null,
    tokens: data.usage ? tokensOf(data.usage) : null,
    costUsd: null,
    toolCalls: toolCallsOf(data),
  }
}

function tokensOf(usage: NonNullable<Message['usage']>): Tokens {
  const { cache_creation_input_tokens: written, cache_read_input_tokens: cached } = usage
  const reasoning = usage.output_tokens_details?.thinking_tokens
  return {
    input: usage.input_tokens + (written ?? 0) + (cached ?? 0),
    output: usage.output_tokens,
    ...(typeof cached === 'number' ? { cached } : {}),
    ...(typeof reasoning === 'number' ? { reasoning } : {}),
  }
}

function toolCallsOf({ content }: Message): ToolCall[] {
  return content.flatMap(({ type, name, input }) =>
    type === 'tool_use' && name !== undefined ? [{ name, arguments: input }] : [],
  )
}

function textOf({ content, stop_reason: stop }: Message, endpoint: Endpoint): string {
  if (stop === 'refusal') throw new TargetError('refused', `${endpoint.name} declined to answer this case.`)
  const texts = content.filter(({ type }) => type === 'text').map(({ text }) => text ?? '')
  const text = texts.join('')
  if (text === '' && stop === 'max_tokens')
    throw invalidAnswer(endpoint, "its tokens were used up before any text; raise the target's `maxTokens`")
  if (texts.length > 0 || content.some(({ type }) => type === 'tool_use')) return text
  throw invalidAnswer(endpoint, 'it holds no text')
}
