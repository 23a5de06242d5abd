import { z } from 'zod'
import { endpointUrl } from './endpoint-url.ts'

export const hashedNgramsSpec = z.strictObject({ kind: z.literal('hashedNgrams') })
const logVectorsSpec = z.strictObject({ kind: z.literal('logVectors') })

export const openaiEmbeddingsSpec = z.strictObject({
  kind: z.literal('openaiEmbeddings'),
  model: z.string().min(1),
  baseUrl: endpointUrl.optional(),
  /** Name of the environment variable that holds the key. */
  apiKeyEnv: z.string().min(1).default('OPENAI_API_KEY'),
  /** Texts a request. A hundred ordinary prompts stay far below every provider's limit of tokens. */
  batch: z.int().min(1).max(2048).default(100),
  /** One request, from sending to the last byte. */
  timeoutMs: z.int().min(1).max(300_000).default(60_000),
})

/** How the inputs of cases and sampled requests become vectors, as plain data; unknown keys are refused. */
export const embedderSpec = z.discriminatedUnion('kind', [
  hashedNgramsSpec,
  openaiEmbeddingsSpec,
  logVectorsSpec,
])

export type OpenAiEmbeddingsSpec = z.output<typeof openaiEmbeddingsSpec>
/** A checked embedder with its defaults filled in. */
export type EmbedderSpec = z.output<typeof embedderSpec>

/**
 * Counts of character 2- to 5-grams, hashed: no model, no network. Lexical: it sees words, not what they mean.
 *
 * @example embedder: hashedNgrams() // {kind: 'hashedNgrams'}
 */
export function hashedNgrams(): z.input<typeof hashedNgramsSpec> {
  return { kind: 'hashedNgrams' }
}

/**
 * Vectors of a model behind OpenAI's embeddings API, or behind any server that speaks it (`baseUrl`). Only sampled
 * requests and the cases are sent. The key comes from the environment; a server on this machine may go without one.
 *
 * @example embedder: openaiEmbeddings({ model: 'text-embedding-3-small' })
 */
export function openaiEmbeddings(
  options: Omit<z.input<typeof openaiEmbeddingsSpec>, 'kind'>,
): z.input<typeof openaiEmbeddingsSpec> {
  return { kind: 'openaiEmbeddings', ...options }
}

/**
 * Vectors that your application logs with each request, and that each case has too, as `vector: number[]`.
 *
 * @example embedder: logVectors() // {kind: 'logVectors'}
 */
export function logVectors(): z.input<typeof logVectorsSpec> {
  return { kind: 'logVectors' }
}
