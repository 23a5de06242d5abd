import { leaveOneOut, type Prediction } from '../../stats/leave-one-out.ts'
import type { ScoredNight } from './scores.ts'

/**
 * How far does each number of each night lie from what the other nights predict?
 *
 * @param nights with as many numbers each
 * @param groupOf which nights share a mean
 * @returns a list a night, in the order given, with one entry a number; null where the others cannot tell
 */
export function nightErrors(
  nights: readonly ScoredNight[],
  groupOf: (night: string) => number,
): (readonly Prediction[] | null)[] {
  const groups = nights.map(({ night }) => groupOf(night))
  const numbers = nights[0]?.values.length ?? 0
  const columns = Array.from({ length: numbers }, (_, i) =>
    leaveOneOut(
      nights.map(({ values, variances }, at) => ({
        value: values[i]!,
        variance: variances[i]!,
        group: groups[at]!,
      })),
    ),
  )
  return nights.map((_, at) => {
    const errors = columns.map((column) => column[at]!)
    return errors.includes(null!) ? null : errors
  })
}
