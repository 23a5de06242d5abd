import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareNumeric } from '../../../drift/compare-numeric.ts'
import { FIXED_GRID } from '../../../drift/grid.ts'
import { mergeSummaries } from '../../../drift/merge.ts'
import { scoreNight, scoresOf } from '../../../drift/nights/scores.ts'
import { ontoGrid } from '../../../drift/onto-grid.ts'
import type { Summary } from '../../../drift/summary.ts'
import { seededRandom } from '../../../stats/random.ts'
import { categoricalSummary, numericSummary } from '../make-summary.ts'
import { normal } from './make-nights.ts'

const gridded = (values: readonly number[]) => ontoGrid(numericSummary(values), FIXED_GRID)
const some = (n: number, draw: (i: number) => number) => gridded(Array.from({ length: n }, (_, i) => draw(i)))

function scored(reference: Summary, summary: Summary, designEffect = 1) {
  return scoreNight(scoresOf(reference)!, { night: '2026-11-22', summary, designEffect })!
}

test('the location of a night is Cliff’s delta against the reference, from 0 to 1', () => {
  const random = seededRandom('location')
  const reference = some(4000, () => Math.exp(normal(random)))
  const night = some(500, () => Math.exp(0.3 + normal(random)))
  const { effect } = compareNumeric(reference, night, {
    family: 'live-against-recent',
    check: 'latency_ms',
    seed: 'a',
  })
  const [location] = scored(reference, night).values
  assert.equal(effect?.name, 'cliffsDelta')
  assert.ok(Math.abs(location! - (1 - effect!.value) / 2) < 0.001, `${location} ${effect?.value}`)
})

test('a reference is in the middle of itself, whatever it holds', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 30, maxLength: 200 })
  fc.assert(
    fc.property(values, (list) => {
      const {
        values: [location],
      } = scored(gridded(list), gridded(list))
      assert.ok(Math.abs(location! - 0.5) < 1e-5)
    }),
  )
})

test('values that a constant reference never had lie beyond it', () => {
  const constant = some(100, () => 5)
  const night = (value: number) => some(40, () => value)
  assert.deepEqual(scored(constant, night(7)).values, [1, 0])
  assert.deepEqual(scored(constant, night(3)).values, [0, 0])
  assert.deepEqual(scored(constant, night(5)).values, [0.5, 0])
})

test('the sampling variance of a location is a twelfth of one over n', () => {
  const random = seededRandom('variance')
  const { variances } = scored(some(5000, random), some(1000, random))
  assert.ok(Math.abs(variances[0]! * 12_000 - 1) < 0.05)
})

test('the spread sees values that move apart and stay in place', () => {
  const random = seededRandom('spread')
  const reference = some(4000, () => normal(random))
  const [location, spread] = scored(
    reference,
    some(1000, () => 3 * normal(random)),
  ).values
  assert.ok(Math.abs(location! - 0.5) < 0.05 && spread! > 0.7, `${location} ${spread}`)
})

test('frequent categories have numbers of their own, and a new one among hundreds stands out', () => {
  const names = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? 'large' : `small ${i % 500}`))
  const before = scored(categoricalSummary(names), categoricalSummary(names))
  assert.equal(before.values.length, 12 + 8)
  const fresh = scored(
    categoricalSummary(names),
    categoricalSummary([...names, ...names.slice(0, 700).fill('new')]),
  )
  const moved = fresh.values.map(
    (value, i) => Math.abs(value - before.values[i]!) / Math.sqrt(fresh.variances[i]!),
  )
  assert.ok(moved.filter((distance) => distance > 20).length >= 1)
})

test('of two categories one number is enough, beside that of unknown ones', () => {
  const yes = categoricalSummary([...Array(40).fill('true'), ...Array(60).fill('false')])
  const { values, variances } = scored(yes, yes)
  assert.equal(values.length, 2)
  assert.ok(Math.abs(Math.sin(values[0]!) ** 2 - 0.4) < 0.01)
  assert.ok(variances[0]! >= 1 / 402 && variances[0]! <= 1 / 400)
})

test('fewer than 30 rows give no scores and no night', () => {
  assert.equal(scoresOf(some(29, (i) => i)), null)
  assert.equal(
    scored(
      some(30, (i) => i),
      some(29, (i) => i),
    ),
    null,
  )
  assert.equal(
    scored(
      some(30, (i) => i),
      categoricalSummary(Array(40).fill('a')),
    ),
    null,
  )
})

test('a night in parts has the scores of the whole', () => {
  const random = seededRandom('parts')
  const [a, b] = [some(300, () => normal(random)), some(200, () => normal(random))]
  const reference = some(1000, () => normal(random))
  assert.deepEqual(scored(reference, mergeSummaries(a, b)), scored(reference, mergeSummaries(b, a)))
})

test('rows that hang together make a night less exact, and leave its numbers as they are', () => {
  const random = seededRandom('together')
  const [reference, night] = [some(1000, () => normal(random)), some(200, () => normal(random))]
  const [alone, together] = [scored(reference, night), scored(reference, night, 4)]
  assert.deepEqual(together.values, alone.values)
  together.variances.forEach((variance, i) => {
    assert.ok(Math.abs(variance / alone.variances[i]! - 4) < 1e-4)
  })
})
