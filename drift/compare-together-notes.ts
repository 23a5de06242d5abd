import type { ResolvedOptions } from './compare-options.ts'
import type { Summary } from './summary.ts'
import type { Counted } from './weighted-counts.ts'

type Worth = Pick<Counted<Summary>, 'worth'>

/** Fewer rows say too little, however large the difference. */
const FEWEST = 5

/** Says where rows of one unit hang together, and how much that leaves of them; nothing where none do. */
export function togetherNotes(reference: Worth, current: Worth, { thinning }: ResolvedOptions): string[] {
  if (thinning === undefined) return []
  const left = (side: Worth, by: number) => String(Math.round(side.worth / by))
  const sides = [
    ...(thinning.reference > 1 ? [`${left(reference, thinning.reference)} in the reference`] : []),
    ...(thinning.current > 1 ? [`${left(current, thinning.current)} on the current side`] : []),
  ]
  if (sides.length === 0) return []
  return [
    `Values of one user, conversation or group of cases hang together; they are worth as many independent ones as (design effect) ${sides.join(' and ')}.`,
  ]
}

/** Why sides of which one hangs together have no test, or null: then they have one. */
export function tooFewTogetherNote(
  reference: Worth,
  current: Worth,
  { thinning }: ResolvedOptions,
): string | null {
  if (thinning === undefined) return null
  const least = Math.min(reference.worth / thinning.reference, current.worth / thinning.current)
  if (least >= FEWEST) return null
  return `The values of the smaller side are worth ${Number(least.toPrecision(3))} independent ones, ${FEWEST} needed, so the effect and the p-value are null.`
}
