import { calendarDay, type Night, nightBefore } from '../activities/night-keys.ts'
import { ConfigError } from '../suite/config/errors.ts'

/**
 * The night a person means: the given date, else yesterday in the schedule's time zone.
 *
 * @throws ConfigError for what is no date, and for a night whose day has not begun or not ended yet
 */
export function nightOf(given: string | undefined, timezone: string, now: Date): Night {
  const today = calendarDay(now, timezone)
  if (given === undefined) return nightBefore(today, 1)
  if (!isCalendarDay(given)) {
    throw new ConfigError(
      `Cannot run night ${JSON.stringify(given)}: expected a date as YYYY-MM-DD, such as ${nightBefore(today, 1)}.`,
    )
  }
  if (given >= today) {
    throw new ConfigError(
      `Cannot run night ${given}: its day has not ended yet (today is ${today} in ${timezone}). The newest night is ${nightBefore(today, 1)}.`,
    )
  }
  return given
}

/** Whether a text is a day of the calendar as YYYY-MM-DD: `2026-02-30` is none. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
