import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kMeans } from '../../stats/k-means.ts'
import { nearestPoints } from '../../stats/nearest-points.ts'
import { neighbourTest } from '../../stats/neighbour-test.ts'
import type { Points } from '../../stats/points.ts'
import { seededRandom } from '../../stats/random.ts'
import { shuffled } from '../../stats/shuffled.ts'
import { silhouette } from '../../stats/silhouette.ts'

const onLine = (...values: number[]): Points => ({ dimensions: 1, values: Float64Array.from(values) })

test('nearest points are those that sorting all distances gives', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 30 })
  const property = fc.property(values, (found) => {
    const nearest = nearestPoints(onLine(...found), 3)
    for (const [point, value] of found.entries()) {
      const gaps = found.map((other) => Math.abs(other - value)).filter((_, i) => i !== point)
      const own = [...nearest.subarray(3 * point, 3 * point + 3)].map((i) => Math.abs(found[i]! - value))
      assert.deepEqual(own, gaps.sort((a, b) => a - b).slice(0, 3))
    }
  })
  fc.assert(property, { numRuns: 100 })
})

/** Points of two sides on a plane; the current side is `away` from the other. */
function twoSides(random: () => number, { each, away }: { readonly each: number; readonly away: number }) {
  const sides = shuffled([...Array(each).fill(0), ...Array(each).fill(1)] as number[], random)
  const values = Float64Array.from(sides.flatMap((side) => [random() + side * away, random()]))
  return {
    neighbours: nearestPoints({ dimensions: 2, values }, 10),
    count: 10,
    isCurrent: Uint8Array.from(sides),
    needed: 2,
  }
}

test('the neighbour test keeps its level, and sees a side that lies apart', () => {
  const random = seededRandom('neighbours')
  let rejected = 0
  for (let trial = 0; trial < 200; trial += 1) {
    const found = neighbourTest(twoSides(random, { each: 50, away: 0 }), random)
    if (found.pValue <= 0.05) rejected += 1
    assert.ok(found.nullMean < 0.03, `fewer than 2 of 10 in ${found.nullMean}`)
  }
  // 22 of 200 has a probability below 0.001 at 5 %.
  assert.ok(rejected <= 22, `${rejected} of 200`)
  const apart = neighbourTest(twoSides(random, { each: 50, away: 3 }), random)
  assert.equal(apart.pValue, 1e-4)
  assert.equal(apart.lonelyShare, 1)
})

test('k-means finds what lies together, and the silhouette says how clearly', () => {
  const points = onLine(0, 0.1, 0.2, 5, 5.1, 9, 9.1, 9.2)
  const three = kMeans(points, 3, seededRandom('k'))
  const [a, b, c] = [three.clusterOf[0], three.clusterOf[3], three.clusterOf[5]]
  assert.deepEqual([...three.clusterOf], [a, a, a, b, b, c, c, c])
  assert.ok(silhouette(points, three) > silhouette(points, kMeans(points, 2, seededRandom('k'))))
  assert.equal(silhouette(points, kMeans(points, 1, seededRandom('k'))), 0)
  assert.equal(kMeans(onLine(1, 1, 1), 2, seededRandom('k')).clusterOf.length, 3, 'equal points are no error')
})
