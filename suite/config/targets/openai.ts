import { z } from 'zod'
import { modelKeys } from './model-keys.ts'

export const openaiSpec = z
  .strictObject({
    kind: z.literal('openai'),
    /** Most servers that speak OpenAI's API know chat completions alone. */
    api: z.enum(['chat', 'responses']).default('chat'),
    ...modelKeys,
    /** Name of the environment variable that holds the key. */
    apiKeyEnv: z.string().min(1).default('OPENAI_API_KEY'),
    maxTokens: z.int().positive().optional(),
    /** Asks for repeatable answers; providers promise no more than to try. */
    seed: z.int().optional(),
  })
  .refine(({ api, seed }) => api === 'chat' || seed === undefined, {
    path: ['seed'],
    error: "the responses API takes no seed; leave it out, or use `api: 'chat'`",
  })

export type OpenAiSpec = z.output<typeof openaiSpec>

/**
 * A model behind OpenAI's chat completions or responses API, or behind any server that speaks one of them (`baseUrl`).
 * The key comes from the environment; a server on this machine may go without one.
 *
 * @example openai({ model: 'gpt-5-mini', system: file('prompts/system.md') })
 * @example openai({ model: 'llama-3.3', baseUrl: 'http://127.0.0.1:8000/v1', temperature: 0 })
 * @example openai({ model: 'gpt-5-mini', api: 'responses', extra: { reasoning: { effort: 'low' } } })
 */
export function openai(options: Omit<z.input<typeof openaiSpec>, 'kind'>): z.input<typeof openaiSpec> {
  return { kind: 'openai', ...options }
}
