import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HeldRun, pairedById } from '../../suite/held-run.ts'
import type { PassRow } from '../../suite/pass-table.ts'

const row = (caseId: string, more: Partial<PassRow> = {}): PassRow => ({
  caseId,
  inputDigest: '00ff00ff00ff00fe',
  tags: {},
  status: 'answered',
  scores: { exact: { value: 0.7, passed: false } },
  ...more,
})

function held(rows: readonly PassRow[]): HeldRun {
  const run = new HeldRun()
  for (const each of rows) run.add(each, each.tags)
  return run
}

test('a held case keeps how it ended, what it passed, its tags and its group, and no value', () => {
  const run = held([
    row('a', { tags: { intent: 'refund' }, group: 'g' }),
    row('b', { status: 'errored', scores: {}, inputDigest: '00ff00ff00ff00ff' }),
    row('ü', { scores: { exact: { value: null } } }),
  ])
  const [a, b, c] = [run.at(0), run.at(1), run.at(2)]
  assert.deepEqual([a.caseId, a.tags, a.group, a.scores], ['a', { intent: 'refund' }, 'g', { exact: 0 }])
  assert.deepEqual([b.status, b.group, b.scores], ['errored', null, {}])
  assert.deepEqual([c.caseId, c.scores], ['ü', { exact: null }])
  assert.equal(a.inputDigest, c.inputDigest)
  assert.notEqual(a.inputDigest, b.inputDigest)
  assert.ok(run.hasGroups && !held([row('a')]).hasGroups)
})

test('two runs meet by id in code-point order, whatever theirs', () => {
  const ids = fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 60 })
  fc.assert(
    fc.property(ids, ids, (base, head) => {
      const pairs = [...pairedById(held(base.map((id) => row(id))), held(head.map((id) => row(id))))]
      const expected = [...new Set([...base, ...head])].sort((a, b) =>
        Buffer.compare(Buffer.from(a), Buffer.from(b)),
      )
      assert.deepEqual(
        pairs.map((pair) => (pair.base ?? pair.head)?.caseId),
        expected,
      )
      for (const pair of pairs) {
        assert.equal(pair.base !== undefined, base.includes((pair.base ?? pair.head)!.caseId))
        assert.equal(pair.head !== undefined, head.includes((pair.base ?? pair.head)!.caseId))
      }
    }),
  )
})

test('thousands of long ids are told apart', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => `${'x'.repeat(i % 90)}-${i}`)
  const run = held(ids.map((id) => row(id)))
  assert.deepEqual(
    ids.map((_, place) => run.at(place).caseId),
    ids,
  )
})

test('a run that holds a case twice is refused, and which one is said', () => {
  const [once, twice] = [held([row('a'), row('b')]), held([row('b'), row('a'), row('b')])]
  assert.throws(() => [...pairedById(once, twice)], /the head holds case "b" twice/)
  assert.throws(() => [...pairedById(twice, once)], /the base holds case "b" twice/)
})
