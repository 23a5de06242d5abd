import type { NightReport } from '../../report/night-report.ts'
import { comparison, FINDINGS, NEW_INTENT, REGRESSION, SLOWER } from './fixture-findings.ts'

const COVERAGE_OF_NIGHT: NonNullable<NightReport['coverage']> = {
  covered: { share: 0.782, lower: 0.74, upper: 0.82 },
  cases: 300,
  requests: 1207,
  clustered: { by: 'conversation', count: 811 },
  embedder: 'hashed character 2-5-grams (lexical), 2^18 terms',
  groups: [
    {
      share: 0.14,
      requests: 169,
      failing: 0.41,
      words: ['child', 'seat', 'toddler'],
      examples: [{ id: 'r-17', input: 'Can I fit a child seat on a cargo bike?' }],
    },
    { share: 0.03, requests: 36, failing: null, words: [], examples: [{ id: 'r-18', input: null }] },
  ],
}

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
    cost: { usd: 1.2, judges: { usd: 0.3 } },
    baseline: 'main (2026-11-14 09:30 UTC)',
  },
  traffic: {
    records: 1207,
    files: 1,
    quarantined: 2,
    leftOut: 41,
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
  scoring: {
    counts: { scored: 181, unscored: 2, skipped: 17 },
    scorers: [
      { name: 'tone', passed: 163, n: 180, passRate: 0.9056, interval: { lower: 0.8541, upper: 0.9402 } },
      { name: 'refusal', passed: 181, n: 181, passRate: 1, interval: { lower: 0.9792, upper: 1 } },
    ],
    cost: { usd: 0.2137, tokens: 91_204 },
    budgetUsd: 0.2,
  },
  coverage: COVERAGE_OF_NIGHT,
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
