import type { ResolvedOptions } from './compare-options.ts'

/** How many rows of equal weight each side is worth; null where a side is not weighted. */
interface Worth {
  readonly reference: number | null
  readonly current: number | null
}

/** Says which side is weighted and how much that leaves of its rows; nothing where none is. */
export function worthNotes({ reference, current }: Worth): string[] {
  const sides = [
    ...(reference === null ? [] : [`${rounded(reference)} in the reference`]),
    ...(current === null ? [] : [`${rounded(current)} on the current side`]),
  ]
  if (sides.length === 0) return []
  return [
    `Estimates are weighted by 1 / inclusion_probability; the values are worth as many of equal weight as (Kish) ${sides.join(' and ')}.`,
  ]
}

/** Why weighted sides have no test, or null: then they have one. `n` is of values; they can be worth far less. */
export function tooLittleWorthNote(
  { reference, current }: Worth,
  { minimumN }: ResolvedOptions,
): string | null {
  const least = Math.min(reference ?? minimumN, current ?? minimumN)
  if (least >= minimumN) return null
  return `Unequally weighted values on the smaller side are worth ${rounded(least)} of equal weight (Kish), ${minimumN} needed, so the effect and the p-value are null.`
}

function rounded(worth: number): number {
  return Number(worth.toPrecision(3))
}
