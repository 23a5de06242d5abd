import type { ResolvedOptions } from './compare-options.ts'
import type { Summary } from './summary.ts'
import type { Counted } from './weighted-counts.ts'

type Worth = Pick<Counted<Summary>, 'worth' | 'isWeighted'>

/** Says which side is weighted and how much that leaves of its values; nothing where none is. */
export function worthNotes(reference: Worth, current: Worth): string[] {
  const sides = [
    ...(reference.isWeighted ? [`${rounded(reference.worth)} in the reference`] : []),
    ...(current.isWeighted ? [`${rounded(current.worth)} on the current side`] : []),
  ]
  if (sides.length === 0) return []
  return [
    `Estimates are weighted by 1 / inclusion_probability; the values are worth as many of equal weight as (Kish) ${sides.join(' and ')}.`,
  ]
}

/** Why sides of which one is weighted have no test, or null: then they have one. Values can be worth far less than `n`. */
export function tooLittleWorthNote(
  reference: Worth,
  current: Worth,
  { minimumN }: ResolvedOptions,
): string | null {
  const least = Math.min(reference.worth, current.worth)
  if (least >= minimumN) return null
  return `The values of the smaller side are worth ${rounded(least)} of equal weight (Kish), ${minimumN} needed, so the effect and the p-value are null.`
}

function rounded(worth: number): number {
  return worth < 1000 ? Number(worth.toPrecision(3)) : Math.round(worth)
}
