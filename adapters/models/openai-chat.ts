import type OpenAI from 'openai'
import type { Case } from '../../suite/case.ts'
import { promptedMessages } from '../../suite/template.ts'
import { CompletionAssembly } from './completion-assembly.ts'
import type { Protocol } from './endpoint-target.ts'
import { OPENAI_ADDRESS, type OpenAiTargetOptions, openAiAddress } from './openai-client.ts'
import { readCompletion } from './openai-completion.ts'
import type { Endpoint } from './provider-failure.ts'
import { readStreamed, readWhole } from './streamed-reply.ts'

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming

/** How OpenAI's chat completions are asked for, streamed unless the options say otherwise. */
export function openAiChat(client: OpenAI, options: OpenAiTargetOptions, endpoint: Endpoint): Protocol<Body> {
  return {
    body: (item) => bodyOf(item, options),
    send(body, call) {
      const { request, onToken } = call
      if (!options.stream)
        return readWhole(client.chat.completions.create(body, request).withResponse(), call)
      const streamed = { ...body, stream: true, stream_options: { include_usage: true } } as const
      const sent = client.chat.completions.create(streamed, request).asResponse()
      return readStreamed(sent, new CompletionAssembly(onToken, endpoint), { call, endpoint })
    },
    read: (reply) => readCompletion(reply, endpoint),
  }
}

function bodyOf(item: Case, options: OpenAiTargetOptions): Body {
  const { model, system, temperature, seed, maxTokens, tools, extra } = options
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      ...messagesFor(item, options),
    ],
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(tools === undefined
      ? {}
      : { tools: tools as unknown as OpenAI.Chat.Completions.ChatCompletionTool[] }),
    ...(maxTokens === undefined ? {} : limitOf(maxTokens, options)),
    ...extra,
  }
}

/** OpenAI's newer models refuse the old name of the limit; other servers may not know the new one. */
function limitOf(
  limit: number,
  options: OpenAiTargetOptions,
): { max_tokens: number } | { max_completion_tokens: number } {
  return openAiAddress(options) === OPENAI_ADDRESS ? { max_completion_tokens: limit } : { max_tokens: limit }
}

function messagesFor(
  item: Case,
  { prompt }: OpenAiTargetOptions,
): OpenAI.Chat.Completions.ChatCompletionMessageParam[] {
  // Keys that a dataset adds to a message (tool_call_id, name) go along as they are.
  return promptedMessages(item, prompt) as OpenAI.Chat.Completions.ChatCompletionMessageParam[]
}
