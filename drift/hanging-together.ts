import type { Dependence } from '../stats/dependence.ts'
import { designEffect, type UnitRows, type UnitSpread, unitSpread } from '../stats/design-effect.ts'

/** The shares of the values below which it is looked how units differ. */
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** So many categories are looked at by name, the largest; all others together. */
const MOST_NAMES = 12

/** A category of fewer rows does not show whether they hang together. */
const FEWEST_ROWS = 10

/** Rows of one feature: values, or numbers of categories from 0; NaN where it is missing. */
export interface FeatureRows extends UnitRows {
  readonly values: Float64Array
}

/**
 * How much do numbers of one unit hang together? The largest design effect of what the tests of numbers look at: the mean
 * rank, and the distribution function, whose variance is largest in the middle, at the deciles.
 *
 * @param all the spread of all rows, of which these may be a sample
 */
export function numericDependence(rows: FeatureRows, all: UnitSpread): Dependence {
  const { present, size: own } = presentRows(rows, all)
  const ranks = midRanks(present)
  const tails = LEVELS.map((level) => {
    const below = ranks.map((rank) => (rank <= level ? 1 : 0))
    return 4 * level * (1 - level) * designEffect(below, present, own)
  })
  return dependence([designEffect(ranks, present, own), ...tails], { rows: present, all })
}

/** How much do categories of one unit hang together? The largest design effect of the share of any of the largest. */
export function categoricalDependence(rows: FeatureRows, all: UnitSpread): Dependence {
  const { present, size: own } = presentRows(rows, all)
  const counts = new Map<number, number>()
  for (const value of present.values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const largest = [...counts]
    .filter(([, count]) => count >= FEWEST_ROWS)
    .sort(([a, many], [b, few]) => few - many || a - b)
    .slice(0, MOST_NAMES)
    .map(([value]) => value)
  const names = new Set(largest)
  const isIn = largest.map((name) => (value: number) => value === name)
  const effects = [...isIn, (value: number) => !names.has(value)].map((holds) =>
    designEffect(
      present.values.map((value) => (holds(value) ? 1 : 0)),
      present,
      own,
    ),
  )
  return dependence(effects, { rows: present, all })
}

/** How much does it hang together whether a value is there? */
export function missingDependence(rows: FeatureRows, all: UnitSpread): Dependence {
  const isMissing = rows.values.map((value) => (Number.isNaN(value) ? 1 : 0))
  return dependence([designEffect(isMissing, rows, all.size)], { rows, all })
}

/** What a few large units hold is known from few units, also where little was drawn of them. */
function dependence(
  effects: readonly number[],
  { rows, all }: { readonly rows: UnitRows; readonly all: UnitSpread },
): Dependence {
  const units = Math.min(all.units, unitSpread(rows).units)
  return { designEffect: Math.max(1, ...effects), units }
}

/** Rows that have a value; units are smaller without the others, among all rows as among these. */
function presentRows(rows: FeatureRows, { size }: UnitSpread) {
  const isPresent = (_: number, row: number) => !Number.isNaN(rows.values[row]!)
  const present: FeatureRows = {
    values: rows.values.filter(isPresent),
    units: rows.units.filter(isPresent),
    weights: rows.weights.filter(isPresent),
  }
  const [every, own] = [unitSpread(rows).size - 1, unitSpread(present).size - 1]
  return { present, size: every <= 0 ? size : 1 + ((size - 1) * own) / every }
}

/** The place of each value among all by weight, from 0 to 1, ties in the middle of theirs. */
function midRanks({ values, weights }: FeatureRows): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const ranks = new Float64Array(values.length)
  let below = 0
  for (let from = 0, to = 0; from < order.length; from = to) {
    let own = 0
    for (; to < order.length && values[order[to]!] === values[order[from]!]; to += 1)
      own += weights[order[to]!]!
    for (let i = from; i < to; i += 1) ranks[order[i]!] = (below + own / 2) / all
    below += own
  }
  return ranks
}
