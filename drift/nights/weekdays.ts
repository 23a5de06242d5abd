import type { ScoredNight } from './scores.ts'

/** From so many earlier nights of tonight's weekday on, nights are held against those of their own weekday. */
const ENOUGH_OF_A_WEEKDAY = 4

/** The day of the week of a night, Sunday 0 to Saturday 6. */
function weekdayOf(night: string): number {
  const known = WEEKDAYS.get(night)
  if (known !== undefined) return known
  const weekday = new Date(night).getUTCDay()
  WEEKDAYS.set(night, weekday)
  return weekday
}

/** Asked for each night of each feature: reading a date is most of the work otherwise. */
const WEEKDAYS = new Map<string, number>()

/** Saturday or Sunday. */
export function isWeekend(night: string): boolean {
  return weekdayOf(night) % 6 === 0
}

/**
 * Which nights share a mean: those of the same weekday, once there are four earlier ones of tonight's; before that all.
 */
export function weekdayGroups(
  tonight: string,
  earlier: readonly ScoredNight[],
): { readonly byWeekday: boolean; readonly groupOf: (night: string) => number } {
  const own = weekdayOf(tonight)
  const same = earlier.filter(({ night }) => weekdayOf(night) === own).length
  const byWeekday = same >= ENOUGH_OF_A_WEEKDAY
  return { byWeekday, groupOf: byWeekday ? weekdayOf : () => 0 }
}
