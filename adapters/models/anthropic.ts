import Anthropic from '@anthropic-ai/sdk'
import { z } from 'zod'
import type { Case, Message } from '../../suite/case.ts'
import type { Answer, ToolCall } from '../../suite/case-result.ts'
import type { AnthropicSpec } from '../../suite/config/target-spec.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import { callEndpoint } from './call-endpoint.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'

const OFFICIAL = 'https://api.anthropic.com'

/** What is read of a message; anything else in it is left alone. */
const reply = z.object({
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
      cache_creation_input_tokens: z.number().nullish(),
      cache_read_input_tokens: z.number().nullish(),
    })
    .nullish()
    .catch(null),
})

/** A spec whose files have been read. */
export type AnthropicTargetOptions = Omit<AnthropicSpec, 'system'> & { readonly system?: string | undefined }

/** Where the requests of an `anthropic` target go. */
export function anthropicAddress(spec: Pick<AnthropicSpec, 'baseUrl'>): string {
  return spec.baseUrl ?? OFFICIAL
}

/**
 * A target behind Anthropic's messages API. Not streamed; the SDK's retries are off. System messages of a case are
 * joined to the target's. A refusal and an answer without text and tool calls are errors of their kinds, not outputs;
 * input tokens count cached ones too.
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
    // A warning of the SDK could quote a response.
    logLevel: 'off',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
  })
  return {
    name: endpoint.name,
    async ask(item, { signal }) {
      const body = requestBody(item, options)
      const call = await callEndpoint(endpoint, signal, (send) => client.messages.create(body, send))
      return readReply(call.response, call.latencyMs, endpoint)
    },
  }
}

function requestBody(item: Case, options: AnthropicTargetOptions): Anthropic.MessageCreateParamsNonStreaming {
  const { model, maxTokens, temperature, tools } = options
  const messages: readonly Message[] =
    typeof item.input === 'string' ? [{ role: 'user', content: item.input }] : item.input
  const own = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const system = [options.system, ...own].filter((text) => text !== undefined && text !== '').join('\n\n')
  return {
    model,
    max_tokens: maxTokens,
    messages: messages.filter(({ role }) => role !== 'system').map(turnOf),
    ...(system === '' ? {} : { system }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(tools === undefined ? {} : { tools: tools as unknown as Anthropic.ToolUnion[] }),
  }
}

function turnOf({ role, content }: Message): Anthropic.MessageParam {
  if (role === 'user' || role === 'assistant') return { role, content }
  throw new TargetError(
    'rejected',
    `Cannot ask this case: its messages hold one of role "${role}", which an anthropic target cannot send. Leave it out, or use an openai target.`,
  )
}

function readReply(response: unknown, latencyMs: number, endpoint: Endpoint): Answer {
  if (typeof response !== 'object')
    throw invalidAnswer(endpoint, 'its content type is not JSON; check that the address is that of the API')
  const parsed = reply.safeParse(response)
  if (!parsed.success) throw invalidAnswer(endpoint, 'it is not a message with content')
  const { model, stop_reason: stop, usage } = parsed.data
  return {
    output: textOf(parsed.data, endpoint),
    model: model ?? null,
    finishReason: stop ?? null,
    latencyMs,
    tokens: usage ? tokensOf(usage) : null,
    costUsd: null,
    toolCalls: toolCallsOf(parsed.data),
  }
}

type Reply = z.output<typeof reply>

function tokensOf(usage: NonNullable<Reply['usage']>): { input: number; output: number } {
  const cached = (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0)
  return { input: usage.input_tokens + cached, output: usage.output_tokens }
}

function toolCallsOf({ content }: Reply): ToolCall[] {
  return content.flatMap(({ type, name, input }) =>
    type === 'tool_use' && name !== undefined ? [{ name, arguments: input }] : [],
  )
}

function textOf({ content, stop_reason: stop }: Reply, endpoint: Endpoint): string {
  if (stop === 'refusal') throw new TargetError('refused', `${endpoint.name} declined to answer this case.`)
  const texts = content.filter(({ type }) => type === 'text').map(({ text }) => text ?? '')
  const text = texts.join('')
  if (text === '' && stop === 'max_tokens')
    throw invalidAnswer(endpoint, "its tokens were used up before any text; raise the target's `maxTokens`")
  if (texts.length > 0 || content.some(({ type }) => type === 'tool_use')) return text
  throw invalidAnswer(endpoint, 'it holds no text')
}
