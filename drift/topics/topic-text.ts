/** How often a text has each term: terms rising, and their counts, at least 1. */
export interface TermCounts {
  readonly terms: readonly number[] | Uint32Array
  readonly counts: readonly number[] | Float32Array
}

/** One input of the traffic or of a case, as topics are sought in it. */
export interface TopicText {
  /** Of the request, to be shown. */
  readonly id: string
  /** Null where the lake holds no texts: then nothing can be named. */
  readonly text: string | null
  /** What an embedder made of it: terms with counts, or a dense vector; null where there was nothing to embed. */
  readonly embedding: TermCounts | readonly number[] | null
  /** Texts of one conversation or user belong together; a text without one stands alone. */
  readonly unit: string | null
}

/** Both sides' texts. */
export interface PairedTexts {
  readonly reference: readonly TopicText[]
  readonly current: readonly TopicText[]
  /** What a person should know of how they were drawn. */
  readonly notes?: readonly string[]
}
