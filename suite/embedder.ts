/** A text to be embedded, and the vector that its log line or its case brought along, if any. */
export interface TextToEmbed {
  readonly text: string
  readonly vector: readonly number[] | null
}

/**
 * A text as numbers: how often it has each term (sparse, terms rising), or a dense vector. Null when there is nothing
 * to embed.
 */
export type Embedding =
  | { readonly kind: 'terms'; readonly terms: readonly number[]; readonly counts: readonly number[] }
  | { readonly kind: 'dense'; readonly values: readonly number[] }
  | null

/** Turns the inputs of cases and of sampled requests into vectors of one space. */
export interface Embedder {
  /** Names the space: vectors of different names must not be compared. */
  readonly name: string
  /** One embedding a text, in their order. */
  embed(texts: readonly TextToEmbed[], signal: AbortSignal): Promise<readonly Embedding[]>
}
