import { newcombeIndependent } from '../stats/newcombe-independent.ts'
import { total } from '../stats/two-samples.ts'

/**
 * Between which bounds does the total variation of two samples of categories lie? The upper end is the estimate plus
 * what noise alone reaches (triangle inequality). The lower end is the larger of two valid bounds: the estimate minus
 * that noise, and the surest difference of one category's share (Newcombe's, held for all categories at once after
 * Bonferroni), because no set of categories can differ by more than the total variation. The second one sees a single
 * new category that the first drowns in the noise of many small ones.
 *
 * @param counts of the same categories on both sides, neither side empty
 * @param noise what the total variation does not exceed, at `level`, when nothing differs
 * @example variationInterval({ reference: [300, 0], current: [1200, 300] }, 0.2, { noise: 0.06, level: 0.95 }).lower // about 0.17
 */
export function variationInterval(
  counts: { readonly reference: ArrayLike<number>; readonly current: ArrayLike<number> },
  value: number,
  { noise, level }: { readonly noise: number; readonly level: number },
): { readonly lower: number; readonly upper: number } {
  const surest = surestDifference(
    Float64Array.from(counts.reference),
    Float64Array.from(counts.current),
    level,
  )
  return { lower: Math.max(0, value - noise, surest), upper: Math.min(1, value + noise) }
}

function surestDifference(reference: Float64Array, current: Float64Array, level: number): number {
  const n = total(reference)
  const m = total(current)
  const each = 1 - (1 - level) / Math.max(1, reference.length)
  let surest = 0
  for (let i = 0; i < reference.length; i += 1) {
    const { lower, upper } = newcombeIndependent(
      { some: current[i]!, all: m },
      { some: reference[i]!, all: n },
      each,
    )
    surest = Math.max(surest, lower, -upper)
  }
  return surest
}
