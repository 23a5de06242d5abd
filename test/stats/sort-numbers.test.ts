import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../stats/random.ts'
import { sortNumbers } from '../../stats/sort-numbers.ts'

const random = seededRandom('sort')
const KINDS: Readonly<Record<string, () => number>> = {
  uniform: () => random() - 0.5,
  whole: () => Math.floor(40 * random()) - 20,
  'of every size': () => (random() - 0.5) * 10 ** Math.floor(600 * random() - 300),
  positive: () => random(),
  negative: () => -random() - 1,
  'missing and infinite': () =>
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1][Math.floor(6 * random())]!,
  constant: () => 7,
}

for (const [kind, draw] of Object.entries(KINDS)) {
  test(`numbers that are ${kind} come out as the platform sorts them, few and many`, () => {
    for (const count of [0, 1, 1000, 50_000]) {
      const values = Float64Array.from({ length: count }, draw)
      const expected = values.map((value) => value + 0).sort()
      assert.deepEqual(sortNumbers(values.slice()), expected)
      assert.deepEqual(sortNumbers(values, new Float64Array(count + 3).fill(9)), expected)
    }
  })
}
