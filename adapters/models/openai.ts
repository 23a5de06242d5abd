import type { Target } from '../../suite/target.ts'
import { createEndpointTarget } from './endpoint-target.ts'
import { openAiChat } from './openai-chat.ts'
import { type OpenAiTargetOptions, openAiAddress, openAiClient } from './openai-client.ts'
import { openAiResponses } from './openai-responses.ts'
import type { Endpoint } from './provider-failure.ts'

/**
 * A target behind one of OpenAI's APIs, or a server that speaks it. The SDK's retries are off.
 * A refusal, a filtered answer and an answer without text and tool calls are errors of their kinds, not outputs.
 *
 * @param apiKey  `null` for a server that needs none
 */
export function createOpenAiTarget(options: OpenAiTargetOptions, apiKey: string | null): Target {
  const baseURL = openAiAddress(options)
  const endpoint: Endpoint = { name: `openai ${options.model}`, host: new URL(baseURL).host, ...options }
  const client = openAiClient(baseURL, apiKey)
  return options.api === 'chat'
    ? createEndpointTarget(endpoint, openAiChat(client, options, endpoint))
    : createEndpointTarget(endpoint, openAiResponses(client, options, endpoint))
}
