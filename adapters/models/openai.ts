import type OpenAI from 'openai'
import { z } from 'zod'
import type { Case } from '../../suite/case.ts'
import type { Answer, ToolCall } from '../../suite/case-result.ts'
import type { OpenAiSpec } from '../../suite/config/target-spec.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import { callEndpoint } from './call-endpoint.ts'
import { OPENAI_ADDRESS, openAiAddress, openAiClient } from './openai-client.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'

const toolCall = z.looseObject({
  function: z.object({ name: z.string(), arguments: z.string() }).optional(),
})

/** What is read of a chat completion; anything else in it is left alone. */
const completion = z.object({
  model: z.string().nullish(),
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
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish().catch(null),
})

/** A spec whose files have been read. */
export type OpenAiTargetOptions = Omit<OpenAiSpec, 'system'> & { readonly system?: string | undefined }

/**
 * A target behind OpenAI's chat completions, or a server that speaks it. Not streamed; the SDK's retries are off.
 * A refusal, a filtered answer and an answer without text and tool calls are errors of their kinds, not outputs.
 *
 * @param apiKey  `null` for a server that needs none
 */
export function createOpenAiTarget(options: OpenAiTargetOptions, apiKey: string | null): Target {
  const baseURL = openAiAddress(options)
  const endpoint: Endpoint = { name: `openai ${options.model}`, host: new URL(baseURL).host, ...options }
  const client = openAiClient(baseURL, apiKey)
  return {
    name: endpoint.name,
    async ask(item, { signal }) {
      const body = requestBody(item, options)
      const call = await callEndpoint(endpoint, signal, (send) => client.chat.completions.create(body, send))
      return readCompletion(call.response, call.latencyMs, endpoint)
    },
  }
}

function requestBody(
  item: Case,
  options: OpenAiTargetOptions,
): OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming {
  const { model, system, temperature, seed, maxTokens, tools } = options
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      ...messagesOf(item),
    ],
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(tools === undefined
      ? {}
      : { tools: tools as unknown as OpenAI.Chat.Completions.ChatCompletionTool[] }),
    ...(maxTokens === undefined ? {} : limitOf(maxTokens, options)),
  }
}

/** OpenAI's newer models refuse the old name of the limit; other servers may not know the new one. */
function limitOf(
  limit: number,
  options: OpenAiTargetOptions,
): { max_tokens: number } | { max_completion_tokens: number } {
  return openAiAddress(options) === OPENAI_ADDRESS ? { max_completion_tokens: limit } : { max_tokens: limit }
}

function messagesOf({ input }: Case): OpenAI.Chat.Completions.ChatCompletionMessageParam[] {
  const messages = typeof input === 'string' ? [{ role: 'user' as const, content: input }] : input
  // Keys that a dataset adds to a message (tool_call_id, name) go along as they are.
  return messages as OpenAI.Chat.Completions.ChatCompletionMessageParam[]
}

function readCompletion(response: unknown, latencyMs: number, endpoint: Endpoint): Answer {
  if (typeof response !== 'object')
    throw invalidAnswer(endpoint, 'its content type is not JSON; check that the address is that of the API')
  const parsed = completion.safeParse(response)
  const choice = parsed.data?.choices[0]
  if (!parsed.success || choice === undefined)
    throw invalidAnswer(endpoint, 'it is not a chat completion with at least one choice')
  const { model, usage } = parsed.data
  return {
    output: textOf(choice, endpoint),
    model: model ?? null,
    finishReason: choice.finish_reason ?? null,
    latencyMs,
    tokens: usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : null,
    costUsd: null,
    toolCalls: toolCallsOf(choice),
  }
}

type Choice = z.output<typeof completion>['choices'][number]

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
