import { type PermutationTest, permutationTest } from './permutation-test.ts'

/** 99 tell that p is not below a tenth, as it mostly is; 9,999 where 999 leave it open. */
const STAGES = [99, 999, 9_999]

/** The nearest neighbours of points of two sides, and what makes a point lonely. */
export interface Neighbourhoods {
  /** `count` places a point, as `nearestPoints` gives them. */
  readonly neighbours: Uint32Array
  readonly count: number
  /** 1 for points of the current side, 0 for those of the reference. */
  readonly isCurrent: Uint8Array
  /** A point with fewer neighbours of the reference than this is lonely. */
  readonly needed: number
}

/** A permutation test, with what the lonely share is on average when nothing differs. */
export interface NeighbourTest extends PermutationTest {
  readonly lonelyShare: number
  readonly nullMean: number
}

/**
 * Do more points of the current side than chance explains have hardly a neighbour of the reference? The share of them
 * is held against random relabellings, which keep both sides as large as they are: exact for exchangeable points,
 * whatever their dimension and distribution.
 *
 * @param random  uniform in [0, 1), seeded
 * @see Schilling 1986, "Multivariate two-sample tests based on nearest neighbors", and Henze 1988: the mean share of
 *   own neighbours; here only points with next to none of the other side count
 */
export function neighbourTest(hoods: Neighbourhoods, random: () => number): NeighbourTest {
  const { isCurrent } = hoods
  const order = Uint32Array.from(isCurrent, (_, point) => point)
  const current = isCurrent.reduce((sum, label) => sum + label, 0)
  const labels = new Uint8Array(isCurrent.length)
  const relabelled = { ...hoods, isCurrent: labels }
  const observed = lonelyShare(
    hoods,
    order.filter((point) => isCurrent[point] === 1),
  )
  let sum = 0
  const draw = () => {
    labels.fill(0)
    for (let i = 0; i < current; i += 1) {
      const other = i + Math.floor(random() * (order.length - i))
      const kept = order[other]!
      order[other] = order[i]!
      order[i] = kept
      labels[kept] = 1
    }
    const share = lonelyShare(relabelled, order.subarray(0, current))
    sum += share
    return share
  }
  const test = permutationTest(observed, draw, STAGES)
  return { ...test, lonelyShare: observed, nullMean: sum / test.permutations }
}

function lonelyShare(hoods: Neighbourhoods, current: Uint32Array): number {
  let lonely = 0
  for (let i = 0; i < current.length; i += 1) if (isLonely(hoods, current[i]!)) lonely += 1
  return lonely / current.length
}

/** How many of a point's neighbours are of the reference. */
export function referenceNeighbours({ neighbours, count, isCurrent }: Neighbourhoods, point: number): number {
  let found = 0
  for (let i = point * count; i < (point + 1) * count; i += 1) found += 1 - isCurrent[neighbours[i]!]!
  return found
}

/** Has a point fewer neighbours of the reference than are needed? */
function isLonely({ neighbours, count, isCurrent, needed }: Neighbourhoods, point: number): boolean {
  let found = 0
  for (let i = point * count; i < (point + 1) * count && found < needed; i += 1)
    found += 1 - isCurrent[neighbours[i]!]!
  return found < needed
}
