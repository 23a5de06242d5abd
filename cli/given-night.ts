import type { Night } from '../activities/night-keys.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { isCalendarDay } from './night-date.ts'

/**
 * A night as a person wrote it; null when none was given.
 *
 * @throws ConfigError for what is no date
 */
export function givenNight(given: string | undefined): Night | null {
  if (given === undefined) return null
  if (isCalendarDay(given)) return given
  throw new ConfigError(`Cannot look at night ${JSON.stringify(given)}: expected a date as YYYY-MM-DD.`)
}
