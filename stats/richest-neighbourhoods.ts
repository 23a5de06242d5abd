import { type PermutationTest, permutationTest } from './permutation-test.ts'

/** 99 where nothing is there, 4,999 where 999 leave it open: a night's level is near a thousandth. */
const STAGES = [99, 999, 4_999]

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
  const current = points.isCurrent.reduce((sum, label) => sum + label, 0)
  // The units of the smaller side are fewer to count; the others are the rest.
  const counted = 2 * current <= points.isCurrent.length ? 1 : 0
  const order = unitsFirst(points.isCurrent, counted)
  const chosen = counted === 1 ? current : order.length - current
  const counts = new Int32Array(points.units.length)
  const statistic = () => {
    const size = count(order.subarray(0, chosen), holders, counts)
    if (counted === 1) return largestSum(counts, points.k) / size
    for (const [point, all] of holders.hoods.entries()) counts[point] = all - counts[point]!
    return largestSum(counts, points.k) / (counts.length - size)
  }
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
  /** How many points each unit has, and how many are in each neighbourhood. */
  readonly sizes: Int32Array
  readonly hoods: Int32Array
}

function holdersOf({ neighbours, k, units, isCurrent }: Neighbourhoods): Holders {
  const starts = new Int32Array(isCurrent.length + 1)
  const sizes = new Int32Array(isCurrent.length)
  const hoods = new Int32Array(units.length)
  const each = (visit: (unit: number, holder: number) => void) => {
    for (const [point, unit] of units.entries()) visit(unit, point)
    for (const [place, point] of neighbours.entries())
      if (point >= 0) visit(units[point]!, Math.floor(place / k))
  }
  each((unit, holder) => {
    starts[unit + 1]! += 1
    hoods[holder]! += 1
  })
  for (let unit = 0; unit < isCurrent.length; unit += 1) starts[unit + 1]! += starts[unit]!
  for (const unit of units) sizes[unit]! += 1
  const next = starts.slice()
  const points = new Int32Array(starts.at(-1)!)
  each((unit, holder) => {
    points[next[unit]!] = holder
    next[unit]! += 1
  })
  return { starts, points, sizes, hoods }
}

/** Counts the points of some units in each neighbourhood; returns how many points these units have. */
function count(chosen: Int32Array, { starts, points, sizes }: Holders, counts: Int32Array): number {
  counts.fill(0)
  let size = 0
  for (const unit of chosen) {
    size += sizes[unit]!
    const end = starts[unit + 1]!
    for (let at = starts[unit]!; at < end; at += 1) counts[points[at]!]! += 1
  }
  return size
}

/**
 * The sum of the 3k largest counts, found by how often each occurs. It is taken relative to the number of current points,
 * which differs between relabellings where units differ in size.
 */
function largestSum(counts: Int32Array, k: number): number {
  const times = new Int32Array(k + 2)
  for (const count of counts) times[count]! += 1
  let left = Math.min(3 * k, counts.length)
  let sum = 0
  for (let count = k + 1; count > 0 && left > 0; count -= 1) {
    const taken = Math.min(left, times[count]!)
    sum += taken * count
    left -= taken
  }
  return sum
}

function unitsFirst(isCurrent: Uint8Array, label: number): Int32Array {
  const units = Int32Array.from(isCurrent, (_, unit) => unit)
  return units.sort((a, b) => Number(isCurrent[b] === label) - Number(isCurrent[a] === label))
}

function swap(list: Int32Array, a: number, b: number): void {
  const kept = list[a]!
  list[a] = list[b]!
  list[b] = kept
}
