import OpenAI from 'openai'
import type { OpenAiSpec } from '../../suite/config/targets/openai.ts'
import { plainFetch } from './plain-fetch.ts'
import type { TextsRead } from './texts-read.ts'

/** A spec whose files have been read. */
export type OpenAiTargetOptions = TextsRead<OpenAiSpec>

/** OpenAI's own API. */
export const OPENAI_ADDRESS = 'https://api.openai.com/v1'

/** Where requests to OpenAI, or to a server that speaks its API, go. */
export function openAiAddress(spec: { readonly baseUrl?: string | undefined }): string {
  return spec.baseUrl ?? OPENAI_ADDRESS
}

/**
 * A client that asks once: whoever asks retries by its own rules.
 *
 * @param apiKey  `null` for a server that needs none; no key is sent then
 */
export function openAiClient(baseURL: string, apiKey: string | null): OpenAI {
  return new OpenAI({
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    baseURL,
    maxRetries: 0,
    fetch: plainFetch,
    // A warning of the SDK could quote a text.
    logLevel: 'off',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
  })
}
