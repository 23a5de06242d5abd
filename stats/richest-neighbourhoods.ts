import { type PermutationTest, permutationTest } from './permutation-test.ts'

/** 4,999 where 999 leave it open: a night's level is near a thousandth. */
const STAGES = [999, 4_999]

/** Points with their nearest neighbours, and which of them are of the current side. */
export interface Neighbourhoods {
  /** `k` neighbours of each point, one point after the other; -1 where there are fewer. */
  readonly neighbours: Int32Array
  readonly k: number
  /** The unit of each point, from 0: points of one unit are of one side. */
  readonly units: Int32Array
  /** 1 for each unit of the current side, 0 for one of the reference. */
  readonly isCurrent: Uint8Array
}

/**
 * Is there a place where current points crowd? The mean number of current points in the 3k neighbourhoods (a point
 * with its k nearest) that hold most of them, held against random relabellings of whole units. Neighbours are found
 * without looking at the labels, so any relabelling is as likely as the real one when nothing differs.
 *
 * @param random  uniform in [0, 1)
 * @returns p-value in (0, 1]
 * @see Schilling 1986 and Henze 1988 on counts of neighbours; the mean over the richest neighbourhoods, instead of over
 *   all, sees a crowd that is a small part of the points
 */
export function richestNeighbourhoods(points: Neighbourhoods, random: () => number): PermutationTest {
  const holders = holdersOf(points)
  const counts = new Int32Array(points.units.length)
  const order = currentFirst(points.isCurrent)
  const chosen = points.isCurrent.reduce((sum, label) => sum + label, 0)
  const statistic = () => richest(order.subarray(0, chosen), holders, { counts, k: points.k })
  const observed = statistic()
  const draw = () => {
    for (let i = 0; i < chosen; i += 1) swap(order, i, i + Math.floor(random() * (order.length - i)))
    return statistic()
  }
  return permutationTest(observed, draw, STAGES)
}

/** For each unit the points whose neighbourhoods hold it, once for each of its points they hold. */
interface Holders {
  readonly starts: Int32Array
  readonly points: Int32Array
  /** How many points each unit has. */
  readonly sizes: Int32Array
}

function holdersOf({ neighbours, k, units, isCurrent }: Neighbourhoods): Holders {
  const starts = new Int32Array(isCurrent.length + 1)
  const sizes = new Int32Array(isCurrent.length)
  const each = (visit: (unit: number, holder: number) => void) => {
    for (const [point, unit] of units.entries()) visit(unit, point)
    for (const [place, point] of neighbours.entries())
      if (point >= 0) visit(units[point]!, Math.floor(place / k))
  }
  each((unit) => {
    starts[unit + 1]! += 1
  })
  for (let unit = 0; unit < isCurrent.length; unit += 1) starts[unit + 1]! += starts[unit]!
  for (const unit of units) sizes[unit]! += 1
  const next = starts.slice()
  const points = new Int32Array(starts.at(-1)!)
  each((unit, holder) => {
    points[next[unit]!] = holder
    next[unit]! += 1
  })
  return { starts, points, sizes }
}

/** Relative to the share of current points, which differs between relabellings where units differ in size. */
function richest(
  chosen: Int32Array,
  { starts, points, sizes }: Holders,
  { counts, k }: { readonly counts: Int32Array; readonly k: number },
): number {
  counts.fill(0)
  let size = 0
  for (const unit of chosen) {
    size += sizes[unit]!
    const end = starts[unit + 1]!
    for (let at = starts[unit]!; at < end; at += 1) counts[points[at]!]! += 1
  }
  return largestSum(counts, 3 * k, k + 1) / size
}

/** The sum of the largest counts, found by how often each count occurs. */
function largestSum(counts: Int32Array, many: number, most: number): number {
  const times = new Int32Array(most + 1)
  for (const count of counts) times[count]! += 1
  let left = Math.min(many, counts.length)
  let sum = 0
  for (let count = most; count > 0 && left > 0; count -= 1) {
    const taken = Math.min(left, times[count]!)
    sum += taken * count
    left -= taken
  }
  return sum
}

function currentFirst(isCurrent: Uint8Array): Int32Array {
  const units = Int32Array.from(isCurrent, (_, unit) => unit)
  return units.sort((a, b) => isCurrent[b]! - isCurrent[a]!)
}

function swap(list: Int32Array, a: number, b: number): void {
  const kept = list[a]!
  list[a] = list[b]!
  list[b] = kept
}
