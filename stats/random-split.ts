import { drawHypergeometric } from './hypergeometric.ts'
import { total } from './two-samples.ts'

/** What one hypergeometric draw costs in steps of a shuffle, measured. */
const DRAW_COST = 40
/** A copy of more observations than this leaves the processor's cache, and a step of a shuffle then costs more. */
const CACHED = 200_000
const UNCACHED_COST = 8
/** Above this many observations a shuffled copy of them all takes too much memory. */
const LARGEST_SHUFFLE = 5_000_000

/** Draws one random split: writes the first group's counts into `counts`. */
export type RandomSplit = (counts: Float64Array) => void

/**
 * Splits pooled observations at random into two groups of fixed sizes, as a permutation of their labels does.
 * Works on counts per cell. Few observations are drawn one by one (partial Fisher–Yates), many cell by cell as
 * multivariate hypergeometric counts, whichever is cheaper; both give every split the same chance.
 *
 * @param pooled how many observations each cell holds: whole numbers
 * @param size of the first group, from 0 to their sum
 * @param random uniform in [0, 1)
 * @returns `split`, and `cost`: about how many elementary steps one split takes
 * @example randomSplits(Float64Array.of(2, 2), 2, random).split(counts) // counts: 2 0, 1 1 or 0 2 (1 : 4 : 1)
 */
export function randomSplits(
  pooled: Float64Array,
  size: number,
  random: () => number,
): { readonly split: RandomSplit; readonly cost: number } {
  const population = total(pooled)
  const drawn = Math.min(size, population - size)
  const byCell = DRAW_COST * pooled.length
  const byRow = drawn * (population <= CACHED ? 1 : UNCACHED_COST) + pooled.length
  const shuffled = population <= LARGEST_SHUFFLE && byRow <= byCell
  const draw = shuffled ? shuffle(pooled, drawn, random) : urns(pooled, drawn, random)
  const split = drawn === size ? draw : complement(draw, pooled)
  return { split, cost: shuffled ? byRow : byCell }
}

function complement(draw: RandomSplit, pooled: Float64Array): RandomSplit {
  return (counts) => {
    draw(counts)
    for (let i = 0; i < counts.length; i += 1) counts[i] = pooled[i]! - counts[i]!
  }
}

function shuffle(pooled: Float64Array, drawn: number, random: () => number): RandomSplit {
  const cells = new Uint32Array(total(pooled))
  let end = 0
  pooled.forEach((count, cell) => {
    cells.fill(cell, end, end + count)
    end += count
  })
  return (counts) => {
    counts.fill(0)
    for (let i = 0; i < drawn; i += 1) {
      const other = i + Math.floor(random() * (cells.length - i))
      const cell = cells[other]!
      cells[other] = cells[i]!
      cells[i] = cell
      counts[cell] = counts[cell]! + 1
    }
  }
}

function urns(pooled: Float64Array, drawn: number, random: () => number): RandomSplit {
  const size = total(pooled)
  return (counts) => {
    let population = size
    let draws = drawn
    for (let i = 0; i < pooled.length; i += 1) {
      const marked = pooled[i]!
      const count = drawHypergeometric({ population, marked, draws }, random)
      counts[i] = count
      population -= marked
      draws -= count
    }
  }
}
