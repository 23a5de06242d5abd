/** The clock on the wall of one time zone, daylight saving included. Instants are milliseconds since 1970 in UTC. */
export interface ZoneClock {
  /** First instant of a local day (`YYYY-MM-DD`) and of the next one: 23, 24 or 25 hours apart. */
  day(date: string): { readonly start: number; readonly end: number }
  /** ISO-8601 with the zone's offset: `2026-11-22T08:14:05.123+01:00`. */
  format(instant: number): string
}

const HOUR = 3_600_000

/**
 * @param timezone an IANA name, `Europe/Berlin`
 * @throws RangeError for a zone that this Node does not know
 */
export function zoneClock(timezone: string): ZoneClock {
  const offsetAt = offsets(timezone)
  const midnight = (date: string, days: number) => {
    const wall = Date.parse(`${date}T00:00:00Z`) + days * 24 * HOUR
    return wall - offsetAt(wall - offsetAt(wall))
  }
  return {
    day: (date) => ({ start: midnight(date, 0), end: midnight(date, 1) }),
    format: (instant) => {
      const offset = offsetAt(instant)
      return new Date(instant + offset).toISOString().replace('Z', formatOffset(offset))
    },
  }
}

/** Offsets change only on quarter hours, so one look-up serves all instants of the same quarter. */
function offsets(timezone: string): (instant: number) => number {
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' })
  const known = new Map<number, number>()
  return (instant) => {
    const quarter = Math.floor(instant / (HOUR / 4))
    const offset = known.get(quarter) ?? parseOffset(formatter.format(quarter * (HOUR / 4)))
    known.set(quarter, offset)
    return offset
  }
}

function parseOffset(formatted: string): number {
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(formatted) ?? []
  const size = Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * (HOUR / 60)
  return sign === '-' ? -size : size
}

function formatOffset(offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  const two = (n: number) => String(n).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
