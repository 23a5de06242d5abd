import { z } from 'zod'
import type { Tokens, ToolCall } from '../../suite/case-result.ts'
import { TargetError } from '../../suite/target.ts'
import type { Told } from './endpoint-target.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'

const toolCall = z.looseObject({
  function: z.object({ name: z.string(), arguments: z.string() }).optional(),
})

/** What is said of tokens; absent in servers that do not count. */
export const completionUsage = z
  .object({
    prompt_tokens: z.number(),
    completion_tokens: z.number(),
    prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish().catch(null),
    completion_tokens_details: z.object({ reasoning_tokens: z.number().nullish() }).nullish().catch(null),
  })
  .nullish()
  .catch(null)

/** What is read of a chat completion; anything else in it is left alone. */
const completion = z.object({
  model: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(toolCall).nullish(),
        }),
      }),
    )
    .min(1),
  usage: completionUsage,
})

/** What is used of a chat completion, whole or put together from a stream. */
export type Completion = z.input<typeof completion>
type Choice = z.output<typeof completion>['choices'][number]

/**
 * Reads a chat completion. A refusal, a filtered answer and one without text and tool calls are errors of their kinds.
 *
 * @throws TargetError that quotes nothing of the reply
 */
export function readCompletion(reply: unknown, endpoint: Endpoint): Told {
  if (typeof reply !== 'object')
    throw invalidAnswer(endpoint, 'its content type is not JSON; check that the address is that of the API')
  const parsed = completion.safeParse(reply)
  const choice = parsed.data?.choices[0]
  if (!parsed.success || choice === undefined)
    throw invalidAnswer(endpoint, 'it is not a chat completion with at least one choice')
  const { model, usage, system_fingerprint: fingerprint } = parsed.data
  return {
    output: textOf(choice, endpoint),
    model: model ?? null,
    finishReason: choice.finish_reason ?? null,
    tokens: usage ? tokensOf(usage) : null,
    costUsd: null,
    fingerprint: fingerprint ?? null,
    toolCalls: toolCallsOf(choice),
  }
}

function tokensOf(usage: NonNullable<z.output<typeof completionUsage>>): Tokens {
  const cached = usage.prompt_tokens_details?.cached_tokens
  const reasoning = usage.completion_tokens_details?.reasoning_tokens
  return {
    input: usage.prompt_tokens,
    output: usage.completion_tokens,
    ...(typeof cached === 'number' ? { cached } : {}),
    ...(typeof reasoning === 'number' ? { reasoning } : {}),
  }
}

function toolCallsOf({ message }: Choice): ToolCall[] {
  return (message.tool_calls ?? []).flatMap((call) => (call.function === undefined ? [] : [call.function]))
}

function textOf({ message, finish_reason: finish }: Choice, endpoint: Endpoint): string {
  const { content, refusal } = message
  if (refusal) throw new TargetError('refused', `${endpoint.name} declined to answer this case.`)
  if (finish === 'content_filter')
    throw new TargetError('filtered', `A content filter stopped the answer of ${endpoint.name}.`)
  if (!content && finish === 'length')
    throw invalidAnswer(endpoint, "its tokens were used up before any text; raise the target's `maxTokens`")
  if (typeof content === 'string') return content
  if (message.tool_calls && message.tool_calls.length > 0) return ''
  throw invalidAnswer(
    endpoint,
    finish === 'tool_calls' ? 'it calls a tool instead of answering in text' : 'it holds no text',
  )
}
