import { type PermutationTest, permutationStages, permutationTest } from './permutation-test.ts'

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
  const observed = lonelyShare(hoods)
  const labels = Uint8Array.from(hoods.isCurrent)
  let sum = 0
  const draw = () => {
    shuffle(labels, random)
    const share = lonelyShare({ ...hoods, isCurrent: labels })
    sum += share
    return share
  }
  // Two of the first few neighbours are nearly always enough to tell.
  const test = permutationTest(observed, draw, permutationStages(3 * labels.length))
  return { ...test, lonelyShare: observed, nullMean: sum / test.permutations }
}

function lonelyShare(hoods: Neighbourhoods): number {
  const { isCurrent } = hoods
  let [lonely, current] = [0, 0]
  for (let point = 0; point < isCurrent.length; point += 1) {
    if (isCurrent[point] === 0) continue
    current += 1
    if (isLonely(hoods, point)) lonely += 1
  }
  return lonely / current
}

/** Has a point fewer neighbours of the reference than are needed? */
export function isLonely({ neighbours, count, isCurrent, needed }: Neighbourhoods, point: number): boolean {
  let found = 0
  for (let i = point * count; i < (point + 1) * count && found < needed; i += 1)
    found += 1 - isCurrent[neighbours[i]!]!
  return found < needed
}

/** Fisher–Yates. */
function shuffle(labels: Uint8Array, random: () => number): void {
  for (let i = labels.length - 1; i > 0; i -= 1) {
    const other = Math.floor(random() * (i + 1))
    const kept = labels[other]!
    labels[other] = labels[i]!
    labels[i] = kept
  }
}
