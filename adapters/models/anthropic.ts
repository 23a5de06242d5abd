import Anthropic from '@anthropic-ai/sdk'
import type { Case, Message } from '../../suite/case.ts'
import type { AnthropicSpec } from '../../suite/config/targets/anthropic.ts'
import type { Target } from '../../suite/target.ts'
import { promptedMessages } from '../../suite/template.ts'
import { readMessage } from './anthropic-message.ts'
import { createEndpointTarget, type Protocol } from './endpoint-target.ts'
import { MessageAssembly } from './message-assembly.ts'
import { onlySpeakers } from './only-speakers.ts'
import { plainFetch } from './plain-fetch.ts'
import type { Endpoint } from './provider-failure.ts'
import { readStreamed, readWhole } from './streamed-reply.ts'
import type { TextsRead } from './texts-read.ts'

const OFFICIAL = 'https://api.anthropic.com'

/** A spec whose files have been read. */
export type AnthropicTargetOptions = TextsRead<AnthropicSpec>
type Body = Anthropic.MessageCreateParamsNonStreaming

/** Where the requests of an `anthropic` target go. */
export function anthropicAddress(spec: Pick<AnthropicSpec, 'baseUrl'>): string {
  return spec.baseUrl ?? OFFICIAL
}

/**
 * A target behind Anthropic's messages API, or a server that speaks it. The SDK's retries are off. System messages of a
 * case are joined to the target's.
 *
 * @param apiKey  `null` for a server that needs none
 */
export function createAnthropicTarget(options: AnthropicTargetOptions, apiKey: string | null): Target {
  const baseURL = anthropicAddress(options)
  const endpoint: Endpoint = { name: `anthropic ${options.model}`, host: new URL(baseURL).host, ...options }
  const client = new Anthropic({
    apiKey: apiKey ?? 'none',
    baseURL,
    maxRetries: 0,
    fetch: plainFetch,
    // A warning of the SDK could quote a response.
    logLevel: 'off',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
  })
  return createEndpointTarget(endpoint, messages(client, options, endpoint))
}

function messages(client: Anthropic, options: AnthropicTargetOptions, endpoint: Endpoint): Protocol<Body> {
  return {
    body: (item) => bodyOf(item, options),
    send(body, call) {
      const { request, onToken } = call
      if (!options.stream) return readWhole(client.messages.create(body, request).withResponse(), call)
      const sent = client.messages.create({ ...body, stream: true }, request).asResponse()
      return readStreamed(sent, new MessageAssembly(onToken, endpoint), { call, endpoint })
    },
    read: (reply) => readMessage(reply, endpoint),
  }
}

function bodyOf(item: Case, options: AnthropicTargetOptions): Body {
  const { model, maxTokens, temperature, tools, prompt, extra } = options
  const turns = promptedMessages(item, prompt)
  const own = turns.filter(({ role }) => role === 'system').map(({ content }) => content)
  const system = [options.system, ...own].filter((text) => text !== undefined && text !== '').join('\n\n')
  return {
    model,
    max_tokens: maxTokens,
    messages: turns.filter(({ role }) => role !== 'system').map(turnOf),
    ...(system === '' ? {} : { system }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(tools === undefined ? {} : { tools: tools as unknown as Anthropic.ToolUnion[] }),
    ...extra,
  }
}

function turnOf({ role, content }: Message): Anthropic.MessageParam {
  if (role === 'user' || role === 'assistant') return { role, content }
  throw onlySpeakers(role, 'an anthropic target', 'an openai target')
}
