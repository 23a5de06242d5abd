/** Without more the test by ranks of the default level could not begin, and weekdays would be known too few times. */
const FEWEST_DAYS = 28
const MOST_DAYS = 364

/**
 * How many days back do nights count for judging tonight? So many that ranks can reach the level, 1 / (nights + 1) ≤
 * level, though one night in six is missing; older nights say less about tonight.
 *
 * @param level of the family
 * @returns from 28 to 364
 * @example historyDays(0.4 * 12 / 365) // 92
 */
export function historyDays(level: number): number {
  return Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, Math.ceil(1.2 / level)))
}
