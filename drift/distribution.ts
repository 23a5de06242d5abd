import { type Cells, placed } from '../stats/cells.ts'
import { weightedQuantiles } from '../stats/quantile.ts'
import { pooledCounts, total } from '../stats/two-samples.ts'
import type { AlignedCategories } from './align.ts'
import type { Distribution, Quantiles } from './comparison.ts'
import { histogramEdges } from './histogram-edges.ts'

const LARGEST_SHOWN = 20
const MOST_CHANGED_SHOWN = 5

/**
 * Both sides' histograms over the same bins, for a chart. Bins cover the pooled 0.5 to 99.5 % range; what lies beyond
 * is counted into the outer bins, so that one extreme value cannot squeeze all others into one bar.
 *
 * A gap stands at the mean of its values.
 *
 * @param cells both sides with at least one value
 * @returns null when the values span more than the largest number
 */
export function numericDistribution(cells: Cells): Distribution | null {
  const [reference, current] = [placed(cells, 'reference'), placed(cells, 'current')]
  const pooled = pooledPlaces(cells)
  const [low, median, high] = weightedQuantiles(pooled, [0.005, 0.5, 0.995])
  const whole = [reference, current].every(({ values }) => values.every((value) => Number.isInteger(value)))
  // A quantile between two whole numbers would leave the larger one without a bin of its own.
  const top = whole ? Math.ceil(high!) : high!
  const edges = histogramEdges({ low: low!, median: median!, high: top, whole })
  if (edges === null) return null
  const quantiles = { reference: quantilesOf(reference), current: quantilesOf(current) }
  return {
    kind: 'numeric',
    edges,
    reference: sharesIn(edges, reference),
    current: sharesIn(edges, current),
    quantiles,
    // Of scores that mostly pass both medians are 1, whatever happened.
    ...(quantiles.reference.p50 === quantiles.current.p50 && { means: meansOf(reference, current) }),
  }
}

function meansOf(reference: Placed, current: Placed) {
  const mean = ({ values, counts, size }: Placed) =>
    values.reduce((sum, value, i) => sum + (counts[i]! / size) * value, 0)
  return { reference: mean(reference), current: mean(current) }
}

type Placed = ReturnType<typeof placed>

/** Both sides together, each gap at the mean of all its values. */
function pooledPlaces(cells: Cells): Placed {
  const values = cells.support.slice()
  const counts = pooledCounts(cells)
  for (const { at, sums } of cells.gaps)
    values[at] = cells.support[at]! + (sums.reference + sums.current) / counts[at]!
  return { values, counts, size: total(counts) }
}

/**
 * Both sides' shares of the categories worth showing: the 20 largest (by the larger of both shares), and up to five
 * more that changed most; all others are pooled as `(other)`. Largest first.
 *
 * @param aligned both sides with at least one row
 */
export function categoricalDistribution({ categories, reference, current }: AlignedCategories): Distribution {
  const n = total(reference)
  const m = total(current)
  const all = categories.map((name, i) => ({ name, reference: reference[i]! / n, current: current[i]! / m }))
  const bySize = all.toSorted((a, b) => larger(b) - larger(a))
  const shown = bySize.slice(0, LARGEST_SHOWN)
  const rest = bySize.slice(LARGEST_SHOWN).toSorted((a, b) => change(b) - change(a))
  const changed = rest.slice(0, MOST_CHANGED_SHOWN)
  const pooled = rest.slice(MOST_CHANGED_SHOWN)
  if (pooled.length > 0) changed.push(poolOf(pooled, categories))
  return { kind: 'categorical', categories: [...shown, ...changed] }
}

interface Shares {
  readonly name: string
  readonly reference: number
  readonly current: number
}

function larger(shares: Shares): number {
  return Math.max(shares.reference, shares.current)
}

function change(shares: Shares): number {
  return Math.abs(shares.reference - shares.current)
}

function poolOf(pooled: readonly Shares[], names: readonly string[]): Shares {
  const sum = (side: 'reference' | 'current') => pooled.reduce((share, item) => share + item[side], 0)
  const name = names.includes('(other)') ? '(other categories)' : '(other)'
  return { name, reference: sum('reference'), current: sum('current') }
}

function sharesIn(edges: readonly number[], { values, counts, size }: Placed): number[] {
  const shares: number[] = []
  let at = 0
  for (let bin = 1; bin < edges.length; bin += 1) {
    const upper = bin === edges.length - 1 ? Number.POSITIVE_INFINITY : edges[bin]!
    let count = 0
    for (; at < values.length && values[at]! < upper; at += 1) count += counts[at]!
    shares.push(count / size)
  }
  return shares
}

function quantilesOf(side: Placed): Quantiles {
  const [p5, p50, p95] = weightedQuantiles(side, [0.05, 0.5, 0.95])
  return { p5: p5!, p50: p50!, p95: p95! }
}
