import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawHypergeometric } from '../../stats/hypergeometric.ts'
import { logFactorial } from '../../stats/log-factorial.ts'
import { nullQuantile, permutationStages, permutationTest } from '../../stats/permutation-test.ts'
import { seededRandom } from '../../stats/random.ts'
import { randomSplits } from '../../stats/random-split.ts'
import { total } from '../../stats/two-samples.ts'

test('a seed gives the same numbers every time, and near seeds others', () => {
  const first = (seed: string) => Array.from({ length: 5 }, seededRandom(seed))
  assert.deepEqual(first('a'), first('a'))
  assert.equal(first('a')[0], 0.6313554844819009)
  assert.notDeepEqual(first('night 1'), first('night 2'))
  assert.ok([...first(''), ...first('a')].every((value) => value >= 0 && value < 1))
})

test('seeded numbers are uniform: sixteen bins, first and second number of many seeds', () => {
  for (const nth of [0, 1]) {
    const bins = new Float64Array(16)
    for (let seed = 0; seed < 4_000; seed += 1) {
      const random = seededRandom(`check ${seed}`)
      if (nth === 1) random()
      bins[Math.floor(random() * 16)]! += 1
    }
    const statistic = bins.reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0)
    // 99.99 % of χ² with 15 degrees of freedom.
    assert.ok(statistic < 44.3, `${statistic}`)
  }
})

test('a hypergeometric number follows its law', () => {
  const urn = { population: 30, marked: 11, draws: 9 }
  const random = seededRandom('urn')
  const seen = new Float64Array(10)
  for (let i = 0; i < 20_000; i += 1) seen[drawHypergeometric(urn, random)]! += 1
  let statistic = 0
  for (let k = 0; k <= 9; k += 1) {
    const expected = (20_000 * choose(11, k) * choose(19, 9 - k)) / choose(30, 9)
    if (expected >= 5) statistic += (seen[k]! - expected) ** 2 / expected
  }
  assert.ok(statistic < 33.7, `${statistic}`)
})

test('a hypergeometric number stays within what the urn allows, also for millions', () => {
  const size = fc.nat(20_000_000)
  fc.assert(
    fc.property(size, size, size, fc.string(), (population, marked, draws, seed) => {
      fc.pre(marked <= population && draws <= population)
      const count = drawHypergeometric({ population, marked, draws }, seededRandom(seed))
      assert.ok(count >= Math.max(0, draws + marked - population) && count <= Math.min(marked, draws))
    }),
    { numRuns: 300 },
  )
})

for (const [name, pooled] of [
  ['one by one', [3, 0, 5, 2]],
  ['cell by cell', [4_000_000, 3_000_000, 1, 2_000_000]],
] as const) {
  test(`random splits drawn ${name} keep their size and the pooled counts, and are fair on average`, () => {
    const cells = Float64Array.from(pooled)
    const size = Math.floor(total(cells) * 0.7)
    const { split } = randomSplits(cells, size, seededRandom(name))
    const counts = new Float64Array(4)
    const sums = new Float64Array(4)
    for (let draw = 0; draw < 2_000; draw += 1) {
      split(counts)
      assert.equal(total(counts), size)
      counts.forEach((count, i) => {
        assert.ok(count >= 0 && count <= cells[i]!)
        sums[i]! += count / 2_000
      })
    }
    cells.forEach((count, i) => {
      assert.ok(Math.abs(sums[i]! - (count * size) / total(cells)) <= 0.1 * Math.sqrt(count), `cell ${i}`)
    })
  })
}

test('a permutation p-value counts the observed split, so it is never 0', () => {
  assert.deepEqual(
    permutationTest(1, () => 0, [199]),
    { pValue: 1 / 200, permutations: 199, exceedances: 0 },
  )
  assert.equal(permutationTest(1, () => 1, [199]).pValue, 1)
})

test('a permutation test goes on to its fine stage only when p may be small', () => {
  assert.equal(permutationTest(0.5, seededRandom('x'), [999, 9_999]).permutations, 999)
  assert.equal(permutationTest(0.9999, seededRandom('x'), [999, 9_999]).permutations, 9_999)
  assert.deepEqual([permutationStages(1_000_000), permutationStages(100_000)], [[199], [999]])
})

test('a quantile of too few draws does not exist', () => {
  assert.equal(nullQuantile([3, 1, 2], 0.5), 2)
  assert.equal(nullQuantile([3, 1, 2], 0.95), null)
})

function choose(n: number, k: number): number {
  return k < 0 || k > n ? 0 : Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k))
}
