import type { Comparison, Distribution, JudgedComparison } from '../../drift/comparison.ts'
import type { Finding } from '../../drift/finding.ts'
import type { NightReport } from '../../report/night-report.ts'

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

const REGRESSION: JudgedComparison = comparison({
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

const SLOWER: JudgedComparison = comparison({
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

const NEW_INTENT: JudgedComparison = comparison({
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

const FINDINGS: readonly Finding[] = [
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

/** A complete night with one finding of each kind: a regression, a slower answer, an intent that no case covers. */
export const COMPLETE: NightReport = {
  suite: 'support-bot',
  night: '2026-11-22',
  revision: 1,
  outcome: 'complete',
  missing: [],
  facts: ['Model id velora-assistant-1-2026-11 was never seen before tonight.'],
  stages: [
    { name: 'suite', status: 'done', seconds: 74.2, detail: '' },
    { name: 'traffic', status: 'done', seconds: 3.1, detail: '' },
    { name: 'compare', status: 'done', seconds: 1.94, detail: '' },
    { name: 'issues', status: 'done', seconds: 0.8, detail: '' },
    { name: 'report', status: 'done', seconds: 0.4, detail: '' },
  ],
  run: {
    target: 'openai velora-assistant-1',
    cases: 304,
    counts: { scored: 300, errored: 2, unscored: 1, skipped: 1 },
    scorers: [
      { name: 'contains', passed: 248, n: 300, passRate: 0.8267, interval: { lower: 0.7798, upper: 0.8653 } },
      { name: 'numeric', passed: 0, n: 0, passRate: null, interval: null },
    ],
    baseline: 'main (2026-11-14 09:30 UTC)',
  },
  traffic: {
    records: 1207,
    files: 1,
    quarantined: 2,
    duplicates: 5,
    recentNights: [
      '2026-11-15',
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
    ],
  },
  findings: FINDINGS,
  comparisons: [
    REGRESSION,
    SLOWER,
    NEW_INTENT,
    comparison(),
    comparison({ check: 'output_characters', adjustedPValue: 0.81 }),
    comparison({ check: 'input_tokens', adjustedPValue: 1 }),
    comparison({
      check: 'error',
      type: 'categorical',
      effect: {
        name: 'totalVariation',
        value: 0.011,
        corrected: 0.002,
        interval: { lower: 0, upper: 0.03, level: 0.95 },
      },
    }),
    comparison({
      check: 'output_tokens',
      slice: 'intent = station_full',
      n: { reference: 611, current: 12 },
      effect: null,
      pValue: null,
      adjustedPValue: null,
      verdict: 'insufficient-data',
      rule: 'tonight has 12 values, 30 would do',
    }),
  ],
  checks: { ran: 8, insufficient: 1, expectedFalse: 0.0329 },
  deliveries: [
    issue('opened', '5b1f0c9a77de4a10', 'https://github.com/acme/bot/issues/41'),
    issue('updated', '9d03be5512aa7c01', 'https://github.com/acme/bot/issues/38'),
    issue('opened', 'c4410f7e90b2d3aa', '/srv/lake/issues/no-offline-case-covers-child-seat.md'),
    issue('closed', '1111222233334444', 'https://github.com/acme/bot/issues/29', 'Outputs are shorter'),
    {
      kind: 'mail',
      action: 'written',
      where: '/srv/lake/outbox/2026-11-22.eml',
      key: 'm1',
      fingerprint: null,
      detail: '',
    },
  ],
  reportLocation: '/srv/lake/support-bot/nights/2026-11-22/r1/report.html',
  finishedAt: '2026-11-23T03:41:12.000Z',
}

/** A night in which nothing diverged. */
export const QUIET: NightReport = {
  ...COMPLETE,
  facts: [],
  findings: [],
  comparisons: COMPLETE.comparisons.slice(3),
  checks: { ran: 24, insufficient: 2, expectedFalse: 0.0329 },
  deliveries: [],
}

/** A night without traffic: the suite ran and regressed. */
export const DEGRADED: NightReport = {
  ...COMPLETE,
  outcome: 'degraded',
  missing: [
    'There is no log file for 2026-11-22, so live traffic was not looked at. Expected logs/2026-11-22*.jsonl.gz.',
  ],
  traffic: null,
  findings: COMPLETE.findings.slice(0, 1),
  comparisons: [REGRESSION],
  checks: { ran: 1, insufficient: 0, expectedFalse: 0.0066 },
}

/** A night that could do nothing at all. */
export const FAILED: NightReport = {
  ...QUIET,
  outcome: 'failed',
  missing: [
    'The model at http://127.0.0.1:4010/v1 could not be reached, so no case was answered. Start it or correct baseUrl.',
    'Nothing was compared.',
  ],
  stages: [
    { name: 'suite', status: 'failed', seconds: 12, detail: '304 of 304 cases are unreachable.' },
    { name: 'traffic', status: 'skipped', seconds: 0, detail: '' },
  ],
  run: null,
  traffic: null,
  comparisons: [],
  checks: { ran: 0, insufficient: 0, expectedFalse: 0 },
}

/** A night that a person stopped after the suite. */
export const CANCELLED: NightReport = {
  ...QUIET,
  outcome: 'cancelled',
  missing: ['The night was cancelled while traffic was loaded; traffic and its comparisons are missing.'],
  stages: [
    { name: 'suite', status: 'done', seconds: 70, detail: '' },
    { name: 'traffic', status: 'cancelled', seconds: 2, detail: '' },
  ],
  traffic: null,
  comparisons: [],
  checks: { ran: 0, insufficient: 0, expectedFalse: 0 },
}

function issue(
  action: 'opened' | 'updated' | 'closed',
  fingerprint: string,
  where: string,
  detail = 'Regression',
) {
  return { kind: 'issue', action, where, key: `${fingerprint}-${action}`, fingerprint, detail } as const
}
