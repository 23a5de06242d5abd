import type { Effect } from './comparison.ts'

/** What an effect is called in a sentence; never a p-value. */
export const EFFECT_WORDS: Readonly<Record<Effect['name'], string>> = {
  cliffsDelta: 'Cliff’s δ',
  ks: 'Kolmogorov–Smirnov distance',
  totalVariation: 'total variation',
  passRateDifference: 'pass rate difference',
  uncoveredShare: 'uncovered share',
  topicShare: 'share of texts in the topic',
}
