import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CaseResult, Score } from '../../suite/case-result.ts'
import { summariseRun } from '../../suite/summarise-run.ts'

function result(
  caseId: string,
  status: CaseResult['status'],
  scores: Record<string, Score> = {},
): CaseResult {
  return { caseId, epoch: 1, status, answer: null, error: null, scores }
}

test('errors, unscored outputs and skipped cases are counted apart and are no failures', () => {
  const summary = summariseRun(
    [
      result('a', 'answered', { contains: { value: 1 }, numeric: { value: null, reason: 'x' } }),
      result('b', 'answered', { contains: { value: 0 }, numeric: { value: 0.5 } }),
      result('c', 'answered', {
        contains: { value: null, reason: 'x' },
        numeric: { value: null, reason: 'x' },
      }),
      result('d', 'errored'),
      result('e', 'skipped'),
    ],
    ['contains', 'numeric', 'absent'],
  )
  assert.equal(summary.cases, 5)
  assert.deepEqual(summary.counts, { scored: 2, errored: 1, unscored: 1, skipped: 1 })
  const [contains, numeric, absent] = summary.scorers
  assert.deepEqual([contains?.passed, contains?.n, contains?.passRate], [1, 2, 0.5])
  assert.deepEqual([numeric?.passed, numeric?.n], [1, 1])
  assert.deepEqual(absent, {
    name: 'absent',
    passed: 0,
    n: 0,
    passRate: null,
    mean: null,
    interval: null,
  })
})

test('the interval is the one of Wilson at 95 %', () => {
  const results = Array.from({ length: 100 }, (_, index) =>
    result(String(index), 'answered', { s: { value: index < 80 ? 1 : 0 } }),
  )
  const interval = summariseRun(results, ['s']).scorers[0]?.interval
  // statsmodels 0.14 proportion_confint(80, 100, method='wilson')
  assert.ok(Math.abs((interval?.lower ?? 0) - 0.7111708344068411) < 1e-9)
  assert.ok(Math.abs((interval?.upper ?? 0) - 0.8666330666689676) < 1e-9)
})

test('rows of a run that was read back, with bare values, add up the same', () => {
  const rows = [
    { caseId: 'a', status: 'answered', scores: { s: 1 } },
    { caseId: 'b', status: 'answered', scores: { s: null } },
  ] as const
  const summary = summariseRun(rows, ['s'])
  assert.deepEqual(summary.counts, { scored: 1, errored: 0, unscored: 1, skipped: 0 })
  assert.deepEqual([summary.scorers[0]?.passed, summary.scorers[0]?.n], [1, 1])
})

test('epochs are counted as they ended, and a case once, whatever its epochs', () => {
  const epochs = (caseId: string, ...values: number[]) =>
    values.map((value, place) => ({
      ...result(caseId, 'answered', { s: { value } }),
      epoch: place + 1,
    }))
  const rows = [...epochs('a', 1, 1, 0), ...epochs('b', 0, 0, 1), ...epochs('c', 1, 1, 1)]
  const summary = summariseRun(rows, ['s'], 'mean')
  assert.equal(summary.cases, 3)
  assert.equal(summary.counts.scored, 9)
  const [scorer] = summary.scorers
  assert.deepEqual([scorer?.passed, scorer?.n, scorer?.passRate], [2, 3, 2 / 3])
  assert.ok(Math.abs(scorer!.mean! - 2 / 3) < 1e-12)
  assert.equal(summariseRun(rows, ['s'], 'pass^3').scorers[0]?.passed, 1)
})

test('cases of one group hang together, so that the interval is wider', () => {
  const rows = (group: (index: number) => string | null) =>
    Array.from({ length: 100 }, (_, index) => ({
      ...result(String(index), 'answered', { s: { value: Math.floor(index / 10) % 5 < 4 ? 1 : 0 } }),
      group: group(index),
    }))
  const width = (group: (index: number) => string | null) => {
    const { interval } = summariseRun(rows(group), ['s']).scorers[0]!
    return interval!.upper - interval!.lower
  }
  assert.ok(width((index) => `g${Math.floor(index / 10)}`) > 2 * width(() => null))
  assert.equal(
    width((index) => `g${index}`),
    width(() => null),
  )
})
