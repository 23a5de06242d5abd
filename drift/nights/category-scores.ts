import { hashText } from '../../stats/random.ts'
import { total } from '../../stats/two-samples.ts'
import type { CategoricalSummary } from '../summary.ts'
import { type Counted, countedCategories } from '../weighted-counts.ts'

/** Which shares tell a night from others: those of some categories, and of the others in so many parts. */
export interface CategoryScores {
  readonly type: 'categorical'
  readonly names: readonly string[]
  /** How many parts all others are dealt to by their names: 1 where the reference has no others. */
  readonly parts: number
}

const MOST_NAMES = 12

/** One new category among hundreds of small ones stands out in its part, as it would not in the sum of all. */
const PARTS = 8

/** @param reference with at least one row */
export function categoryScores(reference: CategoricalSummary): CategoryScores {
  const { counts } = countedCategories(reference)
  const bySize = counts.categories
    .map((name, i) => ({ name, count: counts.counts[i]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const isWhole = bySize.length <= MOST_NAMES && reference.other === undefined
  // Of one or two categories the largest has what the others leave.
  const names = bySize.slice(bySize.length <= 2 ? 1 : 0, MOST_NAMES).map(({ name }) => name)
  return { type: 'categorical', names, parts: isWhole ? 1 : PARTS }
}

/**
 * The shares of a night, each as asin √share, whose sampling variance does not depend on the share: about 1 / 4n.
 *
 * @see Anscombe 1948, asin √((x + 3/8) / (n + 3/4))
 */
export function scoreCategories(scores: CategoryScores, night: CategoricalSummary) {
  const { counts, squares, worth } = countedCategories(night)
  const cells = { counts: cellsOf(scores, counts), squares: cellsOf(scores, squares) }
  const all = { size: worth, square: total(squares.counts) + (squares.other?.count ?? 0) }
  const shares = cells.counts.map((count, i) => stabilised({ count, square: cells.squares[i]! }, all))
  return { values: shares.map(({ value }) => value), variances: shares.map(({ variance }) => variance) }
}

function cellsOf({ names, parts }: CategoryScores, counts: Counted<CategoricalSummary>['counts']): number[] {
  // What is not kept by name is dealt evenly, as names are by their hash.
  const unnamed = (counts.other?.count ?? 0) / parts
  const cells = [...names.map(() => 0), ...new Array<number>(parts).fill(unnamed)]
  const placeOf = new Map(names.map((name, place) => [name, place]))
  counts.categories.forEach((name, i) => {
    const place = placeOf.get(name) ?? names.length + ((hashText(name, PARTS_BASIS) >>> 0) % parts)
    cells[place] = cells[place]! + counts.counts[i]!
  })
  return cells
}

const PARTS_BASIS = 0x51ed270b

interface Cell {
  readonly count: number
  /** Σ weight², in the unit of `count`. */
  readonly square: number
}

function stabilised(cell: Cell, all: { readonly size: number; readonly square: number }) {
  const { size } = all
  const value = Math.asin(Math.sqrt((cell.count + 0.375) / (size + 0.75)))
  const share = cell.count / size
  const sampling = ((1 - share) ** 2 * cell.square + share ** 2 * (all.square - cell.square)) / size ** 2
  // Rows that weigh more than others make a share less exact than their number says.
  const slope = 4 * share * (1 - share)
  const weighted = slope > 0 ? sampling / slope : 0
  return { value, variance: Math.max(1 / (4 * size + 2), weighted) }
}
