import type { EmbedderSpec } from '../../suite/config/embedder-spec.ts'
import type { Embedder } from '../../suite/embedder.ts'
import { createHashedNgrams } from './hashed-ngrams.ts'
import { createLogVectors } from './log-vectors.ts'
import { createOpenAiEmbedder } from './openai-embeddings.ts'

/**
 * Makes the embedder that a config states.
 *
 * @throws ConfigError for a missing key
 */
export function createEmbedder(
  spec: EmbedderSpec,
  env: Readonly<Record<string, string | undefined>>,
): Embedder {
  switch (spec.kind) {
    case 'hashedNgrams':
      return createHashedNgrams()
    case 'logVectors':
      return createLogVectors()
    case 'openaiEmbeddings':
      return createOpenAiEmbedder(spec, env)
  }
}
