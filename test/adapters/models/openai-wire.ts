import { createTarget } from '../../../adapters/models/create-target.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { openai } from '../../../suite/config/targets/openai.ts'
import type { Target } from '../../../suite/target.ts'
import { SECRET_KEY } from './failures.ts'
import { sse } from './model-server.ts'

const readFile = async (path: string) => `text of ${path}`

/** A target for a server of the test. */
export function make(
  url: string,
  options: Partial<Parameters<typeof openai>[0]> = {},
  env = {},
): Promise<Target> {
  const spec = targetSpec.parse(openai({ model: 'tiny-1', baseUrl: `${url}/v1`, ...options }))
  return createTarget(spec, { folder: '.', env: { OPENAI_API_KEY: SECRET_KEY, ...env }, readFile })
}

/** A chat completion as OpenAI's API reference shows it. */
export function completion(message: object, finish = 'stop'): unknown {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'tiny-1-2026-11-01',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', refusal: null, ...message },
        logprobs: null,
        finish_reason: finish,
      },
    ],
    usage: { prompt_tokens: 19, completion_tokens: 10, total_tokens: 29 },
  }
}

/** What every chunk of a stream has, as OpenAI's API reference shows it. */
export const HEAD = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_760_000_000,
  model: 'tiny-1-2026-11-01',
  system_fingerprint: 'fp_44709d6fcb',
}

/** Tokens as OpenAI counts them, parts of them apart. */
export const USAGE = {
  prompt_tokens: 19,
  completion_tokens: 10,
  total_tokens: 29,
  prompt_tokens_details: { cached_tokens: 16, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 4, audio_tokens: 0 },
}

/** A chunk of a streamed completion. */
export function chunk(delta: object, finish: string | null = null): string {
  return sse({ ...HEAD, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null })
}
