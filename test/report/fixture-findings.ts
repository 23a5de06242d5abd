import type { Comparison, Distribution, JudgedComparison } from '../../drift/comparison.ts'
import type { Finding } from '../../drift/finding.ts'

const BASE: Comparison = {
  family: 'live-against-recent',
  check: 'output_words',
  slice: 'all',
  type: 'numeric',
  n: { reference: 8412, current: 1207 },
  missing: { reference: 0, current: 0 },
  metrics: {},
  effect: {
    name: 'cliffsDelta',
    value: 0.021,
    corrected: 0.021,
    interval: { lower: -0.018, upper: 0.06, level: 0.95 },
  },
  pValue: 0.41,
  test: 'seeded permutation (999)',
  minimumEffect: 0.1,
  minimumN: 30,
  distribution: null,
  notes: [],
}

/** A comparison in which nothing diverged, with what is given put in its place. */
export function comparison(given: Partial<JudgedComparison> = {}): JudgedComparison {
  return {
    ...BASE,
    adjustedPValue: 0.62,
    alpha: 0.0132,
    verdict: 'same',
    direction: null,
    rule: 'Not significant: adjusted p 0.62 is above the level 0.0132.',
    ...given,
  }
}

/** A finding of a comparison; the fingerprint is made of the name. */
export function finding(given: Partial<Finding> & Pick<Finding, 'comparison'>): Finding {
  return {
    fingerprint: '00000000000000aa',
    suite: 'support-bot',
    night: '2026-11-22',
    direction: given.comparison.direction ?? 'changed',
    title: 'Something changed',
    where: [],
    examples: [],
    ...given,
  }
}

const latencyEdges = Array.from({ length: 31 }, (_, edge) => 200 * 1.18 ** edge)

function bell(centre: number, width: number): number[] {
  const heights = Array.from({ length: 30 }, (_, bin) => Math.exp(-(((bin - centre) / width) ** 2)))
  const total = heights.reduce((sum, height) => sum + height, 0)
  return heights.map((height) => height / total)
}

const LATENCY: Distribution = {
  kind: 'numeric',
  edges: latencyEdges,
  reference: bell(9, 4),
  current: bell(14, 5),
  quantiles: {
    reference: { p5: 420, p50: 1190, p95: 2410 },
    current: { p5: 610, p50: 2230, p95: 6120 },
  },
}

const INTENTS: Distribution = {
  kind: 'categorical',
  categories: [
    { name: 'refund', reference: 0.31, current: 0.24 },
    { name: 'unlock', reference: 0.27, current: 0.23 },
    { name: 'pricing', reference: 0.2, current: 0.17 },
    { name: 'station_full', reference: 0.14, current: 0.12 },
    { name: 'child_seat', reference: 0, current: 0.173 },
    { name: 'damaged_bike', reference: 0.08, current: 0.067 },
  ],
}

/** A scorer whose pass rate fell, against the accepted baseline. */
export const REGRESSION: JudgedComparison = comparison({
  family: 'suite-against-baseline',
  check: 'quality.contains',
  type: 'paired',
  n: { reference: 300, current: 300 },
  effect: {
    name: 'passRateDifference',
    value: -0.1133,
    corrected: -0.1133,
    interval: { lower: -0.1527, upper: -0.0764, level: 0.95 },
  },
  pValue: 8e-9,
  adjustedPValue: 8e-9,
  alpha: 0.0066,
  test: 'exact McNemar',
  minimumEffect: 0.02,
  verdict: 'drifted',
  direction: 'down',
  rule: 'Adjusted p 8.0e-9 is below the level 0.0066, and the pass rate fell by 11.3 points, more than the minimum of 2.0.',
  distribution: { kind: 'paired', table: { n11: 246, n10: 36, n01: 2, n00: 16 } },
})

/** Latency that grew since the recent nights. */
export const SLOWER: JudgedComparison = comparison({
  check: 'latency_ms',
  effect: {
    name: 'cliffsDelta',
    value: -0.523,
    corrected: -0.523,
    interval: { lower: -0.553, upper: -0.492, level: 0.95 },
  },
  pValue: 1e-30,
  adjustedPValue: 4e-30,
  verdict: 'drifted',
  direction: 'up',
  rule: 'Adjusted p 4.0e-30 is below the level 0.0132, and Cliff’s δ of 0.52 is beyond the minimum of 0.10.',
  test: 'Kolmogorov–Smirnov and Mann–Whitney, asymptotic, doubled',
  distribution: LATENCY,
  notes: ['3 requests of tonight have no latency (0.2 %), none of the recent nights (p = 0.02).'],
})

/** An intent in live traffic that no offline case has. */
export const NEW_INTENT: JudgedComparison = comparison({
  family: 'live-against-offline',
  check: 'tags.intent',
  type: 'categorical',
  n: { reference: 300, current: 1207 },
  effect: {
    name: 'totalVariation',
    value: 0.173,
    corrected: 0.151,
    interval: { lower: 0.112, upper: 0.234, level: 0.95 },
  },
  pValue: 0.0001,
  adjustedPValue: 0.0004,
  alpha: 0.0099,
  test: 'seeded permutation of χ² (9 999)',
  verdict: 'drifted',
  direction: 'changed',
  rule: 'Adjusted p 0.0004 is below the level 0.0099, and the corrected total variation of 0.15 and its interval’s lower end of 0.11 are beyond the minimum of 0.10.',
  distribution: INTENTS,
})

/** One finding of each kind: paired, numeric, categorical. */
export const FINDINGS: readonly Finding[] = [
  finding({
    fingerprint: '5b1f0c9a77de4a10',
    title: 'Pass rate of contains fell by 11.3 points (94.0 % → 82.7 %)',
    comparison: REGRESSION,
    where: [
      '34 of the 36 cases that fail now have intent = refund; its pass rate fell from 95.7 % to 22.9 %.',
    ],
    examples: [
      {
        id: 'refund-017',
        input: 'I was charged twice for the ride on Tuesday. How do I get one of them back?',
        output: 'I am sorry to hear that. Please contact our support team.',
        expected: 'within 14 days',
        why: 'passed in the baseline, fails now',
      },
      {
        id: 'refund-031',
        input: 'The lock jammed and the meter kept running for 3 hours!',
        output: 'Thanks for letting us know.',
        expected: 'refund',
        why: 'passed in the baseline, fails now',
      },
    ],
  }),
  finding({
    fingerprint: '9d03be5512aa7c01',
    title: 'Requests take longer (median 1.19 s → 2.23 s)',
    comparison: SLOWER,
    where: ['Requests of model velora-assistant-1 carry all of it.'],
  }),
  finding({
    fingerprint: 'c4410f7e90b2d3aa',
    title: 'No offline case covers “child_seat” (17.3 % of live traffic)',
    comparison: NEW_INTENT,
    where: ['“child_seat” makes up 17.3 % of live traffic and none of the cases.'],
    examples: [
      {
        id: 'req-88121',
        input: 'Can I put my daughter on the bike, is there a seat for a 4 year old?',
        output: 'Our bikes do not come with child seats.',
        expected: null,
        why: 'its intent has no offline case',
      },
    ],
  }),
]
