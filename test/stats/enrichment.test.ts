import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { enrichment, type Mark } from '../../stats/enrichment.ts'
import { hypergeometricTails } from '../../stats/hypergeometric-tails.ts'
import { logOdds } from '../../stats/log-odds.ts'
import { seededRandom } from '../../stats/random.ts'
import { assertPValue, referenceEntries } from './reference-entries.ts'

test('tails are SciPy’s one-sided p-values of Fisher’s exact test', (t) => {
  for (const { name, inputs, expected } of referenceEntries(t, 'fisher_exact')) {
    const [before, now] = [inputs.ref_counts as number[], inputs.cur_counts as number[]]
    const kept = before.keys().filter((cell) => before[cell]! + now[cell]! > 0)
    const [a = 0, b = 0] = kept
    const marked = before[a]! + before[b]!
    const draws = before[a]! + now[a]!
    const population = marked + now[a]! + now[b]!
    const pValue = hypergeometricTails({ population, marked, draws })[before[a]!]
    assertPValue(pValue ?? null, expected.p_greater, name)
  }
})

test('a tail far out is exact', () => {
  // Ten of ten in 100 of 1,200: C(100, 10) / C(1200, 10), by whole numbers.
  const tail = hypergeometricTails({ population: 1200, marked: 10, draws: 100 })[10]!
  assert.ok(Math.abs(tail / 1.05337885139e-11 - 1) < 1e-10, String(tail))
})

test('a tail falls from 1, and is 1 up to the fewest there can be', () => {
  const urns = fc
    .tuple(fc.nat(60), fc.nat(60), fc.nat(60))
    .map(([a, b, c]) => ({ population: a + b + c, marked: a, draws: Math.min(b, a + b + c) }))
  fc.assert(
    fc.property(urns, (urn) => {
      const tails = hypergeometricTails(urn)
      const fewest = Math.max(0, urn.marked + urn.draws - urn.population)
      assert.equal(tails.length, Math.min(urn.marked, urn.draws) + 1)
      assert.ok(tails.every((tail, j) => (j <= fewest ? tail === 1 : tail <= tails[j - 1]! && tail > 0)))
    }),
  )
})

test('an adjusted p-value is no smaller than the p-value and rises with it', () => {
  const marks = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.nat(12))
      .map(([all, some]) => ({ all, chosen: Math.min(all, some) })),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(marks, (given) => {
      const { pValues, adjusted } = enrichment(given, { all: 40, chosen: 12 })
      for (const [a, p] of pValues.entries()) {
        assert.ok(adjusted[a]! >= p * (1 - 1e-9) && adjusted[a]! <= 1)
        for (const [b, q] of pValues.entries()) assert.ok(p > q || adjusted[a]! <= adjusted[b]! + 1e-12)
      }
    }),
  )
})

test('a mark too rare for a small p-value costs the others nothing', () => {
  const found = { all: 8, chosen: 8 }
  const rare: Mark[] = Array.from({ length: 1000 }, () => ({ all: 1, chosen: 0 }))
  const units = { all: 100, chosen: 20 }
  const alone = enrichment([found], units).adjusted[0]
  assert.equal(enrichment([found, ...rare], units).adjusted[0], alone)
})

test('with nothing wrong, the surest of 300 marks is sure at 5 % in at most 5 % of draws', () => {
  const random = seededRandom('marks')
  const shares = Array.from({ length: 300 }, () => 0.2 * random() ** 3)
  let alarms = 0
  for (let trial = 0; trial < 400; trial += 1) {
    const units = Array.from({ length: 120 }, () => shares.map((share) => random() < share))
    const marks = shares.map((_, mark) => ({
      all: units.filter((unit) => unit[mark]).length,
      chosen: units.slice(0, 35).filter((unit) => unit[mark]).length,
    }))
    if (Math.min(...enrichment(marks, { all: 120, chosen: 35 }).adjusted) <= 0.05) alarms += 1
  }
  assert.ok(alarms <= 35, `${alarms} of 400`)
})

test('log-odds are 0 where shares are equal, and shrink what is rare', () => {
  const units = { all: 200, chosen: 50 }
  const [equal, rare, frequent] = logOdds(
    [
      { all: 40, chosen: 10 },
      { all: 1, chosen: 1 },
      { all: 20, chosen: 20 },
    ],
    units,
  )
  assert.ok(Math.abs(equal!) < 1e-12)
  assert.ok(rare! > 0 && rare! < 2 && frequent! > 3, `${rare} ${frequent}`)
})
