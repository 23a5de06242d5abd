import { EFFECT_WORDS } from './effect-words.ts'

/** What the metrics of numbers are called in a sentence; `--json` and its documentation have the names. */
export const METRIC_WORDS: Readonly<Record<string, string>> = {
  ks: EFFECT_WORDS.ks,
  ksPValue: 'p-value of Kolmogorov–Smirnov',
  wasserstein1: 'Wasserstein distance',
  wassersteinNormalized: 'Wasserstein distance in standard deviations',
  cramerVonMises: 'Cramér–von Mises criterion',
  cramerVonMisesPValue: 'p-value of Cramér–von Mises',
  mannWhitneyPValue: 'p-value of Mann–Whitney',
  cliffsDelta: EFFECT_WORDS.cliffsDelta,
  meanDifference: 'difference of the means',
}
