/** Requests alike that no offline case resembles, as people are told of them. */
export interface UncoveredGroup {
  /** Of all traffic, from 0 to 1. */
  readonly share: number
  /** How many of the sampled requests. */
  readonly requests: number
  /** Which share of them failed (an error, or a score below 0.5); null where nothing tells. */
  readonly failing: number | null
  /** Most telling first; none where texts are not kept. Written by strangers: escape them. Redacted. */
  readonly words: readonly string[]
  /** The most typical ones; `input` is null where texts are not kept. Redacted. */
  readonly examples: readonly { readonly id: string; readonly input: string | null }[]
}

/** How much of a night's traffic the offline cases cover. */
export interface CoverageSummary {
  /** The share of the traffic, from 0 to 1, with its 95 % interval. */
  readonly covered: { readonly share: number; readonly lower: number; readonly upper: number }
  readonly cases: number
  /** Sampled requests that were held against them. */
  readonly requests: number
  /** What requests hang together by, and how many of these there are; null where each stands alone. */
  readonly clustered: { readonly by: 'user' | 'conversation'; readonly count: number } | null
  /** Names the space in which texts are alike. */
  readonly embedder: string
  /** Those first that matter most: by share, a failing request counting twice. */
  readonly groups: readonly UncoveredGroup[]
}
