import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import { seededRandom } from '../../stats/random.ts'
import { richestNeighbourhoods } from '../../stats/richest-neighbourhoods.ts'

const rows = (count: number) => Int32Array.from({ length: count }, (_, row) => row)

test('the nearest neighbours are the nearest of other units', () => {
  const tables = fc.array(fc.tuple(fc.nat(50), fc.nat(50), fc.nat(3)), { minLength: 2, maxLength: 40 })
  fc.assert(
    fc.property(tables, fc.integer({ min: 1, max: 5 }), (points, k) => {
      const values = Float64Array.from(points.flatMap((point) => point.slice(0, 2)))
      const table = { values, dimensions: 2 }
      const units = Int32Array.from(points, ([, , unit]) => unit)
      const all = rows(points.length)
      const found = nearestNeighbours(table, { of: all, among: all, k, units })
      const distance = (a: number, b: number) =>
        (points[a]![0] - points[b]![0]) ** 2 + (points[a]![1] - points[b]![1]) ** 2
      for (const row of all) {
        const others = [...all].filter((other) => units[other] !== units[row])
        const nearest = others.map((other) => distance(row, other)).sort((a, b) => a - b)
        const own = [...found.subarray(row * k, (row + 1) * k)].filter((other) => other >= 0)
        assert.deepEqual(
          own.map((other) => distance(row, other)).sort((a, b) => a - b),
          nearest.slice(0, k),
        )
      }
    }),
  )
})

test('equal points have different neighbours', () => {
  const all = rows(50)
  const table = { values: new Float64Array(50), dimensions: 1 }
  const found = nearestNeighbours(table, { of: all, among: all, k: 3, units: all })
  assert.deepEqual([...found.subarray(30, 33)].sort(), [11, 12, 13])
  assert.equal(new Set(found).size, 50)
})

/** Points of users who lie together, of one to four points each, the first `current` users on the current side. */
function users(random: () => number, { reference, current }: { reference: number; current: number }) {
  const points: number[] = []
  const units: number[] = []
  for (let user = 0; user < reference + current; user += 1) {
    const centre = [random(), random()]
    for (let own = 0; own <= 4 * random() ** 2; own += 1) {
      points.push(centre[0]! + 0.02 * random(), centre[1]! + 0.02 * random())
      units.push(user)
    }
  }
  const all = rows(units.length)
  const table = { values: Float64Array.from(points), dimensions: 2 }
  const neighbours = nearestNeighbours(table, { of: all, among: all, k: 8, units: Int32Array.from(units) })
  const isCurrent = Uint8Array.from({ length: reference + current }, (_, user) => (user < current ? 1 : 0))
  return { neighbours, k: 8, units: Int32Array.from(units), isCurrent }
}

test('with nothing wrong, users against users of other number alarm at most as often as the level says', () => {
  const random = seededRandom('users')
  let alarms = 0
  for (let trial = 0; trial < 100; trial += 1)
    if (richestNeighbourhoods(users(random, { reference: 90, current: 30 }), random).pValue <= 0.05)
      alarms += 1
  assert.ok(alarms <= 13, `${alarms} of 100`)
})

test('a crowd of current points is seen', () => {
  const random = seededRandom('crowd')
  // 300 points anywhere, 45 of them current, and 15 current ones in a corner.
  const points = Array.from({ length: 315 }, (_, row) => (row < 300 ? 1 : 0.2))
  const values = Float64Array.from(points.flatMap((size) => [size * random(), size * random()]))
  const all = rows(315)
  const neighbours = nearestNeighbours({ values, dimensions: 2 }, { of: all, among: all, k: 16, units: all })
  const isCurrent = Uint8Array.from(points, (_, row) => (row < 45 || row >= 300 ? 1 : 0))
  const { pValue } = richestNeighbourhoods({ neighbours, k: 16, units: all, isCurrent }, random)
  assert.ok(pValue < 0.01, String(pValue))
})
