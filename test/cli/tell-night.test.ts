import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ManifestFinding, NightManifest } from '../../activities/night-manifest.ts'
import { EXIT } from '../../cli/exit.ts'
import { tellNight } from '../../cli/tell-night.ts'

const FINDING: ManifestFinding = {
  fingerprint: '5b1f0c9a77de4a10',
  title: 'Latency is higher than on the recent nights (median 905 → 1,214)',
  check: 'latency_ms',
  slice: 'all',
  direction: 'up',
  effect: { name: 'cliffsDelta', value: -0.4 },
  adjustedPValue: 1e-9,
  where: ['5th percentile 400 → 600'],
}
const REGRESSION: ManifestFinding = {
  ...FINDING,
  title: 'Pass rate of exact fell',
  check: 'quality.exact',
  where: [],
}

const MANIFEST: NightManifest = {
  night: '2026-11-22',
  revision: 2,
  outcome: 'complete',
  suite: 'support-bot',
  configDigest: '0123456789abcdef',
  stages: [{ name: 'compare', status: 'done', seconds: 1, detail: '' }],
  missing: [],
  facts: [],
  findings: [],
  checks: { ran: 24, insufficient: 2, expectedFalse: 0.03 },
  deliveries: [],
  report: '/lake/report.html',
  startedAt: '2026-11-23T03:00:00.000Z',
  finishedAt: '2026-11-23T03:10:00.000Z',
}

function tell(given: Partial<NightManifest>, failOn: 'never' | 'drift' | 'regression' = 'never') {
  const lines: string[] = []
  const documents: unknown[] = []
  const terminal = {
    json: false,
    live: false,
    result: (line: string) => void lines.push(line),
    document: (value: unknown) => void documents.push(value),
    progress: () => undefined,
    status: () => undefined,
  }
  const code = tellNight({ ...MANIFEST, ...given }, failOn, terminal)
  return { code, lines, documents }
}

test('a quiet night says so and ends with 0', () => {
  const { code, lines } = tell({}, 'drift')
  assert.deepEqual(lines, [
    '',
    'Night 2026-11-22 of support-bot, revision 2: complete',
    'Nothing diverged: 26 checks looked at, 2 of them with too little data to say.',
  ])
  assert.equal(code, EXIT.done)
})

test('findings end with 1 only from the kind on that was asked for', () => {
  const codes = (findings: ManifestFinding[]) =>
    (['never', 'regression', 'drift'] as const).map((failOn) => tell({ findings }, failOn).code)
  assert.deepEqual(codes([FINDING]), [EXIT.done, EXIT.done, EXIT.found])
  assert.deepEqual(codes([REGRESSION, FINDING]), [EXIT.done, EXIT.found, EXIT.found])
})

test('a night that is not complete ends with 3, whatever it found', () => {
  for (const outcome of ['degraded', 'failed', 'cancelled'] as const)
    for (const failOn of ['never', 'drift'] as const)
      assert.equal(tell({ outcome, findings: [REGRESSION] }, failOn).code, EXIT.incomplete)
})

test('what is missing stands before what was found, and deliveries say where they are', () => {
  const { lines } = tell({
    outcome: 'degraded',
    missing: ['The mail was not sent: login refused'],
    facts: ['Models not seen on the recent nights: m2.'],
    findings: [REGRESSION, FINDING],
    deliveries: [
      {
        kind: 'issue',
        action: 'opened',
        where: '/lake/issues/a.md',
        key: 'k',
        fingerprint: 'f',
        detail: 'x',
      },
      { kind: 'mail', action: 'failed', where: '', key: '', fingerprint: null, detail: 'login refused' },
    ],
  })
  assert.deepEqual(lines.slice(1), [
    'Night 2026-11-22 of support-bot, revision 2: degraded',
    '  missing: The mail was not sent: login refused',
    '  note: Models not seen on the recent nights: m2.',
    '2 things diverged:',
    '  1. Pass rate of exact fell',
    '  2. Latency is higher than on the recent nights (median 905 → 1,214)',
    '     5th percentile 400 → 600',
    '  issue opened    /lake/issues/a.md',
  ])
})

test('a finding of a slice names it', () => {
  const title = 'Pass rate of exact fell by 40.0 points in one slice'
  const { lines } = tell({ findings: [{ ...REGRESSION, title, slice: 'topic=contract' }] })
  assert.ok(lines.includes(`  1. ${title}: topic=contract`), lines.join('\n'))
})

test('a night that could compare nothing does not say that nothing diverged', () => {
  const { lines } = tell({
    outcome: 'degraded',
    checks: { ran: 0, insufficient: 0, expectedFalse: 0 },
    missing: ['The suite did not run: no key'],
  })
  assert.ok(!lines.join('\n').includes('Nothing diverged'), lines.join('\n'))
  assert.ok(lines.includes('Nothing was compared.'), lines.join('\n'))
})

test('the document is the manifest', () => {
  assert.deepEqual(tell({ findings: [FINDING] }).documents, [{ ...MANIFEST, findings: [FINDING] }])
})

test('a name with line ends stays on its line, and a long one is cut', () => {
  const forged = {
    ...FINDING,
    title: `The mix of tags.a\n  missing: forged ${'x'.repeat(500)} differs`,
    where: ['b\r\nNothing diverged.: 0.0 % → 20.0 %'],
  }
  const { lines } = tell({ findings: [forged], facts: ['model a\u2028b is new'] })
  assert.ok(lines.every((line) => !/[\r\n\u2028]/.test(line) && line.length < 220))
})

test('what a sample of the traffic scores is told, with its cost', () => {
  const scorer = { name: 'tone', passed: 9, n: 10, passRate: 0.9, interval: { lower: 0.6, upper: 0.98 } }
  const counts = { scored: 10, unscored: 0, skipped: 3 }
  const scoring = { counts, scorers: [scorer], cost: { usd: 0.05, tokens: 900 }, budgetUsd: 0.04 }
  assert.deepEqual(
    tell({ scoring }).lines.filter((line) => line.startsWith('  traffic:')),
    [
      '  traffic: tone: 90.0\u202f% of 10 requests pass (60.0\u202f% to 98.0\u202f%).',
      '  traffic: 3 sampled requests not scored, because the budget of $0.04 was spent.',
      '  traffic: Judging them cost $0.0500 (900 tokens).',
    ],
  )
})
