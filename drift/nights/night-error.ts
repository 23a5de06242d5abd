import { leaveOneOut, type Predictions } from '../../stats/leave-one-out.ts'
import type { ScoredNight } from './scores.ts'

/**
 * How far does each number of each night lie from what the other nights predict?
 *
 * @param nights with as many numbers each
 * @param groupOf which nights share a mean: a weekday, from 0 to 6
 * @returns one entry a number, with the nights in the order given; NaN where the others cannot tell
 */
export function nightErrors(
  nights: readonly ScoredNight[],
  groupOf: (night: string) => number,
): Predictions[] {
  const groups = Uint8Array.from(nights, ({ night }) => groupOf(night))
  const numbers = nights[0]?.values.length ?? 0
  return Array.from({ length: numbers }, (_, i) => {
    const [values, variances] = [new Float64Array(nights.length), new Float64Array(nights.length)]
    for (let at = 0; at < nights.length; at += 1) {
      values[at] = nights[at]!.values[i]!
      variances[at] = nights[at]!.variances[i]!
    }
    return leaveOneOut({ values, variances, groups })
  })
}
