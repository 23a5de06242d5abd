import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { conclude } from '../../../suite/gate/conclude.ts'
import type { DiffSide } from '../../../suite/gate/diff.ts'
import { diffRuns } from '../../../suite/gate/diff-runs.ts'
import type { DiffRule } from '../../../suite/gate/gate-rule.ts'
import { parseShare } from '../../../suite/gate/share.ts'
import type { PassRow } from '../../../suite/pass-table.ts'

const RULE: DiffRule = { threshold: parseShare('0.02', '--threshold'), answeredAtLeast: 0.98 }

const row = (caseId: string, value: number | null, more: Partial<PassRow> = {}): PassRow => ({
  caseId,
  inputDigest: `of ${caseId}`,
  tags: {},
  status: 'answered',
  scores: { exact: { value } },
  ...more,
})

const side = (rows: readonly PassRow[], more: Partial<DiffSide> = {}): DiffSide => ({
  rows,
  datasetDigest: 'd',
  scorerDigests: { exact: 'e1' },
  judgeDigests: {},
  ...more,
})

/** So many cases, of which the first pass. */
const run = (cases: number, passed: number) =>
  Array.from({ length: cases }, (_, i) => row(`c${i}`, i < passed ? 1 : 0))

const gateOf = (base: DiffSide, head: DiffSide, rule = RULE) =>
  conclude(diffRuns(base, head, rule), new Map(), () => false)

test('the rule is held to the case: two of a hundred may fall, three may not', () => {
  assert.equal(gateOf(side(run(100, 71)), side(run(100, 69))).gate, 'passed')
  const failed = gateOf(side(run(100, 71)), side(run(100, 68)))
  assert.equal(failed.gate, 'failed')
  assert.equal(failed.incomplete, false)
  assert.equal(failed.reason, 'exact fell by 3 of 100 cases (3.0 points), more than 2 points.')
  assert.equal(gateOf(side(run(100, 68)), side(run(100, 71))).gate, 'passed')
})

test('beside the rule stands what it cannot see', () => {
  const head = run(100, 80).map((one, i) =>
    i < 4 ? row(one.caseId, 0) : i === 99 ? row(one.caseId, 1) : one,
  )
  const [scorer] = diffRuns(side(run(100, 80)), side(head), RULE).scorers
  assert.deepEqual(scorer?.table, { n11: 76, n10: 4, n01: 1, n00: 19 })
  assert.equal(scorer?.flipRate, 0.05)
  assert.equal(scorer?.falseBlockRate?.toFixed(4), '0.1268')
  assert.equal(scorer?.smallestDetectableDrop, 0.12)
  assert.deepEqual([scorer?.lost, scorer?.gained], [['c0', 'c1', 'c2', 'c3'], ['c99']])
  // The rule blocks a fall of 3; the test knows that 4 against 1 is no news.
  assert.match(scorer?.rule.fell ?? '', /^exact fell by 3 of 100/)
  assert.equal(scorer?.verdict, 'ok')
  assert.equal(scorer?.pValue?.toFixed(12), '0.375000000000')
})

test('an error, a change or a missing case on either side is no regression', () => {
  const whole = run(400, 400)
  const broken = whole.map((one, i) => {
    if (i < 4) return { ...one, status: 'errored' as const, scores: {} }
    if (i < 12) return row(one.caseId, 0, { inputDigest: 'another' })
    return i < 14 ? row(one.caseId, null) : one
  })
  for (const [base, head] of [
    [whole, broken.slice(0, 390)],
    [broken.slice(0, 390), whole],
  ] as const) {
    const diff = diffRuns(side(base), side(head), RULE)
    assert.equal(diff.scorers[0]?.difference, 0)
    assert.deepEqual(
      { ...diff.cases, onlyBase: 0, onlyHead: 0 },
      { both: 390, onlyBase: 0, onlyHead: 0, changed: 8, errored: 4, unscored: 2 },
    )
    assert.equal(diff.cases.onlyBase + diff.cases.onlyHead, 10)
    assert.equal(conclude(diff, new Map(), () => false).gate, 'passed')
    assert.match(diff.notes[0]!, /^Counted apart: 10 only in the (head|base), 8 with another input/)
  }
})

test('what is judged otherwise is not compared, and the gate says what differs', () => {
  const runs = run(50, 40)
  const other = gateOf(side(runs), side(runs, { scorerDigests: { exact: 'e2' } }))
  assert.deepEqual([other.gate, other.incomplete], ['failed', true])
  assert.equal(
    other.reason,
    'exact is not-comparable: the scorer is not the same (e1 in the base, e2 in the head).',
  )
  const judged = gateOf(
    side(runs, { judgeDigests: { exact: 'j1' } }),
    side(runs, { judgeDigests: { exact: 'j2' } }),
  )
  assert.match(judged.reason, /its judge is not the same \(j1 in the base, j2 in the head\)/)
  const renamed = run(50, 40).map((one) => ({ ...one, caseId: `other ${one.caseId}` }))
  assert.match(gateOf(side(runs), side(renamed)).reason, /not-comparable: the datasets share no case/)
  const edited = run(50, 40).map((one) => ({ ...one, inputDigest: 'new' }))
  assert.match(gateOf(side(runs), side(edited)).reason, /all 50 that both have were edited/)
})

test('a scorer that is new has nothing to fall from; one that is gone is missed', () => {
  const both = run(50, 40).map((one) => ({ ...one, scores: { ...one.scores, json: { value: 0 } } }))
  const [plain, more] = [side(run(50, 40)), side(both, { scorerDigests: { exact: 'e1', json: 'j' } })]
  const diff = diffRuns(plain, more, RULE)
  assert.equal(conclude(diff, new Map(), (name) => name === 'json').gate, 'passed')
  assert.match(gateOf(more, plain).reason, /json is not-comparable: the head has no scorer json/)
})

test('too few answers or pairs give no verdict, and no pass', () => {
  const few = run(100, 90).map((one, i) => (i < 3 ? { ...one, status: 'errored' as const, scores: {} } : one))
  const gate = gateOf(side(run(100, 90)), side(few))
  assert.deepEqual([gate.gate, gate.incomplete], ['failed', true])
  assert.match(gate.reason, /only 97 of 100 cases of the head were answered: below 98 % there is no verdict/)
  assert.match(
    gateOf(side(run(5, 5)), side(run(5, 5))).reason,
    /insufficient-data: only 5 cases were scored in both runs/,
  )
  // The user's rule needs no statistics.
  assert.equal(gateOf(side(run(5, 5)), side(run(5, 4))).incomplete, false)
})

test('the lowest rate is one over all scored cases of the head', () => {
  const minPassRate = parseShare('0.9', '--min-pass-rate')
  const head = [...run(10, 9), row('new', 0)]
  const gate = gateOf(side(run(10, 9)), side(head), { ...RULE, minPassRate })
  assert.equal(gate.reason, 'exact passes 9 of 11 cases (81.8 %), less than 90 %.')
  assert.equal(gateOf(side(run(10, 9)), side(run(10, 9)), { ...RULE, minPassRate }).gate, 'passed')
})

test('graded values are tested by their mean, groups as wholes', () => {
  const graded = (change: number) =>
    run(40, 40).map((one, i) =>
      row(one.caseId, 0.9 - change * ((i % 5) / 5), { group: i < 20 ? `g${i % 10}` : null }),
    )
  const same = diffRuns(side(graded(0)), side(graded(0)), RULE).scorers[0]!
  assert.deepEqual([same.test, same.pValue, same.meanDifference], ['paired permutation of values', 1, 0])
  const worse = diffRuns(side(graded(0)), side(graded(0.2)), RULE).scorers[0]!
  assert.equal(worse.verdict, 'regressed')
  assert.equal(worse.difference, 0)
  assert.ok(worse.meanDifference! < -0.07)
})

test('slices are tested with the scorers, and a slice that fell is named', () => {
  const tagged = (passed: (i: number) => boolean) =>
    Array.from({ length: 200 }, (_, i) =>
      row(`c${i}`, passed(i) ? 1 : 0, { tags: { intent: i < 40 ? 'refund' : 'other' } }),
    )
  const diff = diffRuns(side(tagged(() => true)), side(tagged((i) => i >= 20)), {
    ...RULE,
    threshold: parseShare('0.2', 't'),
  })
  const fallen = diff.slices.filter(({ verdict }) => verdict === 'regressed').map(({ slice }) => slice)
  assert.deepEqual(fallen, ['intent=refund'])
  assert.ok(diff.scorers[0]!.adjustedPValue! >= diff.scorers[0]!.pValue!)
})

test('swapping the runs turns every sign and no p-value', () => {
  const outcomes = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(outcomes, (pairs) => {
      const runOf = (which: 0 | 1) => side(pairs.map((pair, i) => row(`c${i}`, pair[which] ? 1 : 0)))
      const forth = diffRuns(runOf(0), runOf(1), RULE).scorers[0]!
      const back = diffRuns(runOf(1), runOf(0), RULE).scorers[0]!
      assert.equal(forth.difference! + back.difference!, 0)
      assert.equal(forth.pValue, back.pValue)
      assert.ok(Math.abs(forth.interval!.lower + back.interval!.upper) < 1e-12)
      assert.deepEqual(forth.lost, back.gained)
    }),
  )
})
