import { type ClusterShares, clusterShare, type ShareEstimate } from '../../stats/cluster-share.ts'
import { nearestPoints } from '../../stats/nearest-points.ts'
import {
  type Neighbourhoods,
  type NeighbourTest,
  neighbourTest,
  referenceNeighbours,
} from '../../stats/neighbour-test.ts'
import { seededRandom } from '../../stats/random.ts'
import { balancedDraws, type Draw, type DrawSizes, drawSizes } from './balanced-draws.ts'
import { type CoverageTexts, pointsOf, requestCount, requestsByUnit } from './texts.ts'

/** Covered are requests around which cases are at least so dense as a share of the traffic's density. */
const DENSE = 0.25

/** That is 2 of 10 among equally many of both. */
const NEEDED = 2

/** The share of unchanged traffic that may be called uncovered: with equal density, fewer than 2 of 10 are cases in 11/1024. */
const LONELY_BY_CHANCE = 11 / 1024

/** Below so many texts or conversations a side, groups of less than a sixth of the traffic could not be seen. */
export const LEAST_TEXTS = 50

/** So many draws at least, because one may be odd. */
const LEAST_DRAWS = 4

/**
 * Every request is judged, up to 20,000 of them; fewer than 8,000 again and again, because beside few cases one draw says
 * little of a request: whether a group is seen depends on the draw.
 */
const JUDGEMENTS = { most: 20_000, repeated: 8000, each: 16 }

/** Which of the sampled requests resemble the offline cases, and what follows for the traffic. Plain data. */
export interface Coverage {
  /** Of each conversation or user that was drawn, the covered share. */
  readonly shares: ClusterShares
  /** Whether cases and traffic could be one distribution. */
  readonly test: NeighbourTest
  /** Of each request, 1 where it is not covered and 0 where it is; NaN for those never drawn. */
  readonly uncovered: Float64Array
  /** How many cases and requests were in a draw. */
  readonly drawSizes: DrawSizes
}

/**
 * How much of the traffic do the offline cases cover? A request is covered where cases are at least a quarter as dense as
 * traffic: among as many cases as requests, 2 of its 10 nearest neighbours are cases (no smaller share is told apart from
 * none with few cases), on average over its draws. Distances are those of texts reduced to few dimensions, fitted on the
 * texts of each draw. Unchanged traffic is covered to at least 99 %: with equal density, fewer than 2 of 10 are cases in one
 * draw with probability 11/1024.
 *
 * @param texts with a `drawSizes` of at least `LEAST_TEXTS`
 * @param seed  the same seed gives the same numbers
 */
export function measureCoverage(texts: CoverageTexts, seed: string): Coverage {
  const next = balancedDraws(texts, seededRandom(`${seed} draws`))
  const sizes = drawSizes(texts)
  const draws = Array.from({ length: drawCount(requestCount(texts), sizes.requests) }, next)
  const hoods = draws.map((draw, i) => neighbourhoods(texts, draw, `${seed} ${i}`))
  const { drawn, uncovered } = judgements(texts, draws, hoods)
  return {
    shares: unitShares(texts, drawn, uncovered),
    // Several draws share texts, so together they would not be independent.
    test: neighbourTest(hoods[0]!, seededRandom(`${seed} test`)),
    uncovered,
    drawSizes: sizes,
  }
}

/** How often each request was drawn, and whether over its draws it had too few cases around it. */
function judgements(texts: CoverageTexts, draws: readonly Draw[], hoods: readonly Neighbourhoods[]) {
  const drawn = new Uint32Array(requestCount(texts))
  const missing = new Float64Array(requestCount(texts))
  for (const [i, draw] of draws.entries()) {
    const enough = casesWhereDense(hoods[i]!)
    for (const [point, place] of draw.places.entries()) {
      if (draw.isCurrent[point] === 0) continue
      drawn[place - texts.cases]! += 1
      missing[place - texts.cases]! += enough - referenceNeighbours(hoods[i]!, point)
    }
  }
  const uncovered = missing.map((cases, i) => (drawn[i] === 0 ? Number.NaN : Number(cases > 0)))
  return { drawn, uncovered }
}

/** How many neighbours are cases, on average, where these are just dense enough: 2 of 10 among equally many. */
function casesWhereDense({ isCurrent, count }: Neighbourhoods): number {
  const requests = requestsIn(isCurrent)
  const cases = DENSE * (isCurrent.length - requests)
  return (count * cases) / (cases + requests)
}

function requestsIn(isCurrent: Uint8Array): number {
  return isCurrent.reduce((sum, side) => sum + side, 0)
}

/** The share of the traffic around which cases are dense enough, with its interval at the level. */
export function coveredShare({ shares }: Coverage, level: number): ShareEstimate {
  return clusterShare(shares, level)
}

/** Could cases and traffic be one distribution? The test of `measureCoverage`, alone. */
export function coverageTest(texts: CoverageTexts, seed: string): NeighbourTest {
  const draw = balancedDraws(texts, seededRandom(`${seed} draws`))()
  return neighbourTest(neighbourhoods(texts, draw, `${seed} 0`), seededRandom(`${seed} test`))
}

function drawCount(requests: number, size: number): number {
  const { most, repeated, each } = JUDGEMENTS
  const judgements = Math.min(most, Math.max(requests, Math.min(repeated, each * requests)))
  return Math.max(LEAST_DRAWS, Math.ceil(judgements / size))
}

/** How many of the nearest texts are looked at, among more requests than cases more: 10 among equally many, 17 among twice as many. */
function neighbourCount(isCurrent: Uint8Array): number {
  const other = requestsIn(isCurrent) / isCurrent.length
  let count = NEEDED
  const lonely = () => other ** count + count * (1 - other) * other ** (count - 1)
  while (lonely() > LONELY_BY_CHANCE) count += 1
  return Math.min(count, isCurrent.length - 1)
}

function neighbourhoods(texts: CoverageTexts, draw: Draw, seed: string): Neighbourhoods {
  const count = neighbourCount(draw.isCurrent)
  return {
    neighbours: nearestPoints(pointsOf(texts, draw.places, seed), count),
    count,
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
