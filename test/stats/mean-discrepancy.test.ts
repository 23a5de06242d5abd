import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fourierFeatures } from '../../stats/fourier-features.ts'
import { groupedFeatures, squaredDiscrepancy } from '../../stats/grouped-features.ts'
import { meanDiscrepancyTest } from '../../stats/mean-discrepancy.ts'
import { seededRandom } from '../../stats/random.ts'
import { typicalDistance } from '../../stats/typical-distance.ts'

type Point = readonly [number, number]

const pointsOf = (points: readonly Point[]) => ({ dimensions: 2, values: Float64Array.from(points.flat()) })

/** Each point a unit of its own; the first `current` are of the current side. */
const alone = (count: number, current: number) => ({
  units: Int32Array.from({ length: count }, (_, place) => place),
  isCurrent: Uint8Array.from({ length: count }, (_, place) => (place < current ? 1 : 0)),
})

const kernel = (a: Point, b: Point) => Math.exp(-((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / 2)

/** The unbiased estimate by its definition, Gretton et al. 2012, equation 3. */
function byDefinition(x: readonly Point[], y: readonly Point[]): number {
  const within = (some: readonly Point[]) =>
    some.flatMap((a, i) => some.filter((_, j) => i !== j).map((b) => kernel(a, b)))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return mean(within(x)) + mean(within(y)) - 2 * mean(x.flatMap((a) => y.map((b) => kernel(a, b))))
}

test('products of Fourier features are the Gaussian kernel', () => {
  const points: Point[] = [
    [0, 0],
    [1, 0],
    [2, -1],
  ]
  const features = fourierFeatures(pointsOf(points), {
    bandwidth: 1,
    waves: 20_000,
    random: seededRandom('waves'),
  })
  const row = (i: number) => features.values.subarray(i * features.dimensions, (i + 1) * features.dimensions)
  for (const [i, a] of points.entries())
    for (const [j, b] of points.entries()) {
      const product = row(i).reduce((sum, value, k) => sum + value * row(j)[k]!, 0)
      assert.ok(Math.abs(product - kernel(a, b)) < 0.02, `${product} for ${kernel(a, b)}`)
    }
})

test('the discrepancy is the unbiased one of its definition', () => {
  const points: Point[] = [
    [0, 0],
    [0.5, 0.2],
    [1, -0.4],
    [0.1, 1],
    [2, 2],
    [1.5, 1],
    [2.5, 1.2],
  ]
  const random = seededRandom('definition')
  const features = fourierFeatures(pointsOf(points), { bandwidth: 1, waves: 3_000, random })
  const found = squaredDiscrepancy(groupedFeatures(features, alone(7, 3)), Uint32Array.of(0, 1, 2))
  const expected = byDefinition(points.slice(0, 3), points.slice(3))
  assert.ok(Math.abs(found - expected) < 0.05, `${found} for ${expected}`)
})

test('points of one unit are no pair: a unit of equal points says as much as one point', () => {
  const points: Point[] = [
    [0, 0],
    [1, 1],
    [2, 0],
    [3, 1],
  ]
  const options = () => ({ bandwidth: 1, waves: 16, random: seededRandom('units') })
  const doubled = pointsOf([...points, ...points])
  const sides = { units: Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3), isCurrent: Uint8Array.of(1, 1, 0, 0) }
  const drawn = Uint32Array.of(0, 1)
  const once = squaredDiscrepancy(
    groupedFeatures(fourierFeatures(pointsOf(points), options()), alone(4, 2)),
    drawn,
  )
  const twice = squaredDiscrepancy(groupedFeatures(fourierFeatures(doubled, options()), sides), drawn)
  assert.ok(Math.abs(once - twice) < 1e-12)
})

test('either side may be called current, and a shift of all points changes nothing', () => {
  const coordinates = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
  fc.assert(
    fc.property(fc.array(coordinates, { minLength: 5, maxLength: 20 }), (points) => {
      const kept = { units: alone(points.length, 0).units }
      const isCurrent = alone(points.length, 2).isCurrent
      const swapped = isCurrent.map((label) => 1 - label)
      const p = (at: readonly Point[], labels: Uint8Array) =>
        meanDiscrepancyTest(pointsOf(at), { ...kept, isCurrent: labels }, seededRandom('same')).pValue
      assert.equal(p(points, isCurrent), p(points, swapped))
    }),
    { numRuns: 10 },
  )
})

test('the typical distance is the median one', () => {
  const points = pointsOf([
    [0, 0],
    [3, 4],
  ])
  assert.equal(typicalDistance(points, seededRandom('two')), 5)
  assert.equal(typicalDistance(pointsOf([[1, 1]]), seededRandom('one')), 1)
})

/** Users with one to three points around a place of their own. */
function users(random: () => number, count: number) {
  const points: Point[] = []
  const units: number[] = []
  for (let user = 0; user < count; user += 1) {
    const [x, y] = [random(), random()]
    for (let own = 0; own <= 3 * random() ** 2; own += 1) {
      points.push([x + 0.05 * random(), y + 0.05 * random()])
      units.push(user)
    }
  }
  return { points, units: Int32Array.from(units) }
}

test('with nothing wrong, users against users of other number alarm at most as often as the level says', () => {
  const random = seededRandom('quiet')
  let alarms = 0
  for (let trial = 0; trial < 100; trial += 1) {
    const { points, units } = users(random, 70)
    const isCurrent = alone(70, 20).isCurrent
    if (meanDiscrepancyTest(pointsOf(points), { units, isCurrent }, random).pValue <= 0.05) alarms += 1
  }
  assert.ok(alarms <= 13, `${alarms} of 100`)
})

test('a crowd of current points is seen', () => {
  const random = seededRandom('crowd')
  const points: Point[] = Array.from({ length: 260 }, (_, place) => {
    const size = place < 20 ? 0.1 : 1
    return [size * random(), size * random()]
  })
  const { pValue, squaredDiscrepancy: squared } = meanDiscrepancyTest(
    pointsOf(points),
    alone(260, 80),
    random,
  )
  assert.ok(pValue <= 0.005 && squared > 0, `${pValue}`)
})
