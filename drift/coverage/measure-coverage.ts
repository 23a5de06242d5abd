import { type ClusterShares, clusterShare, type ShareEstimate } from '../../stats/cluster-share.ts'
import { nearestPoints } from '../../stats/nearest-points.ts'
import {
  isLonely,
  type Neighbourhoods,
  type NeighbourTest,
  neighbourTest,
} from '../../stats/neighbour-test.ts'
import { seededRandom } from '../../stats/random.ts'
import { balancedDraws, type Draw, drawSize } from './balanced-draws.ts'
import { type CoverageTexts, pointsOf, requestCount, requestsByUnit } from './texts.ts'

/** How many of the nearest texts are looked at. */
const NEIGHBOURS = 10

/** Covered are requests around which cases are at least a quarter as dense as traffic: 2 of 10 among equally many of both. */
const NEEDED = 2

/** Below so many texts or conversations a side, groups of less than a sixth of the traffic could not be seen. */
export const LEAST_TEXTS = 50

/** So many draws at least, because one may be odd. */
const LEAST_DRAWS = 4

/** Every request is judged, and with few of them more than once; beyond so many, more judgements cost time and tell nothing. */
const JUDGEMENTS = { least: 1000, most: 4000 }

/** Which of the sampled requests resemble the offline cases, and what follows for the traffic. */
export interface Coverage {
  /** The share of the traffic around which cases are dense enough, at the level asked for. */
  readonly covered: (level: number) => ShareEstimate
  /** Whether cases and traffic could be one distribution. */
  readonly test: NeighbourTest
  /** Of each request, in which share of its draws it was not covered; NaN for those never drawn. */
  readonly uncovered: Float64Array
  /** How many cases, and requests, were in a draw. */
  readonly drawSize: number
}

/**
 * How much of the traffic do the offline cases cover? A request is covered where cases are at least a quarter as dense as
 * traffic: among as many cases as requests, 2 of its 10 nearest neighbours are cases (no smaller share is told apart from
 * none with few cases). Distances are those of texts reduced to few dimensions, fitted on the texts of each draw.
 * Unchanged traffic is covered to 99 %: with equal density, fewer than 2 of 10 are cases with probability 11/1024.
 *
 * @param texts with a `drawSize` of at least `LEAST_TEXTS`
 * @param seed  the same seed gives the same numbers
 */
export function measureCoverage(texts: CoverageTexts, seed: string): Coverage {
  const next = balancedDraws(texts, seededRandom(`${seed} draws`))
  const size = drawSize(texts)
  const lonely = new Float64Array(requestCount(texts))
  const drawn = new Uint32Array(requestCount(texts))
  const count = drawCount(requestCount(texts), size)
  for (let i = 0; i < count; i += 1) {
    const draw = next()
    const hoods = neighbourhoods(texts, draw, `${seed} ${i}`)
    for (const [point, place] of draw.places.entries()) {
      if (draw.isCurrent[point] === 0) continue
      drawn[place - texts.cases]! += 1
      if (isLonely(hoods, point)) lonely[place - texts.cases]! += 1
    }
  }
  const uncovered = lonely.map((times, request) => times / drawn[request]!)
  const shares = unitShares(texts, drawn, uncovered)
  const test = coverageTest(texts, seed)
  return { covered: (level) => clusterShare(shares, level), test, uncovered, drawSize: size }
}

/** Could cases and traffic be one distribution? Tested in one draw: several share texts, so they would not be independent. */
export function coverageTest(texts: CoverageTexts, seed: string): NeighbourTest {
  const draw = balancedDraws(texts, seededRandom(`${seed} test draw`))()
  return neighbourTest(neighbourhoods(texts, draw, `${seed} test`), seededRandom(`${seed} test`))
}

function drawCount(requests: number, size: number): number {
  const { least, most } = JUDGEMENTS
  return Math.max(LEAST_DRAWS, Math.ceil(Math.min(most, Math.max(least, requests)) / size))
}

function neighbourhoods(texts: CoverageTexts, draw: Draw, seed: string): Neighbourhoods {
  return {
    neighbours: nearestPoints(pointsOf(texts, draw.places, seed), NEIGHBOURS),
    count: NEIGHBOURS,
    isCurrent: draw.isCurrent,
    needed: NEEDED,
  }
}

/** What each conversation says: the covered share of those of its requests that were drawn, for all that it sent. */
function unitShares(texts: CoverageTexts, drawn: Uint32Array, uncovered: Float64Array): ClusterShares {
  const shares: number[] = []
  const weights: number[] = []
  let observations = 0
  for (const unit of requestsByUnit(texts)) {
    const times = unit.reduce((sum, request) => sum + drawn[request]!, 0)
    if (times === 0) continue
    const seen = unit.filter((request) => drawn[request]! > 0)
    const lonely = seen.reduce((sum, request) => sum + drawn[request]! * uncovered[request]!, 0)
    shares.push(1 - lonely / times)
    weights.push(times * unit.length)
    observations += seen.length
  }
  return { shares, weights, observations }
}
