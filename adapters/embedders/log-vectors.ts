import type { Embedder } from '../../suite/embedder.ts'

/** Gives the vectors that came with the texts; a text that brought none, or an empty one, has none. */
export function createLogVectors(): Embedder {
  return {
    name: 'vectors of the log',
    embed: async (texts) =>
      texts.map(({ vector }) =>
        vector === null || vector.length === 0 ? null : { kind: 'dense', values: vector },
      ),
  }
}
