/** A calendar day in the schedule's time zone, `YYYY-MM-DD`. */
export type Night = string

/** The folder of one revision of one night in the lake. */
export function nightFolder(night: Night, revision: number): string {
  return `nights/${night}/r${revision}`
}

/** The night of a folder that `nightFolder` gave. */
export function nightOfFolder(folder: string): Night {
  const night = /^nights\/([^/]+)\/r\d+$/.exec(folder)?.[1]
  if (night === undefined)
    throw new Error(`Cannot tell the night of \`${folder}\`: it is no folder of a night.`)
  return night
}

/** The revision of a folder that `nightFolder` gave. */
export function revisionOfFolder(folder: string): number {
  const revision = /^nights\/[^/]+\/r(\d+)$/.exec(folder)?.[1]
  if (revision === undefined)
    throw new Error(`Cannot tell the revision of \`${folder}\`: it is no folder of a night.`)
  return Number(revision)
}

/** The revisions of a night among the keys of its folder, ascending. */
export function revisionsIn(keys: readonly string[], night: Night): number[] {
  const pattern = new RegExp(`^nights/${night}/r(\\d+)/`)
  const found = keys.flatMap((key) => pattern.exec(key)?.[1] ?? [])
  return [...new Set(found.map(Number))].sort((a, b) => a - b)
}

/**
 * The day some days before another.
 *
 * @example nightBefore('2026-03-01', 1) // '2026-02-28'
 */
export function nightBefore(night: Night, days: number): Night {
  const at = new Date(`${night}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - days)
  return at.toISOString().slice(0, 10)
}

/**
 * The calendar day of an instant in a time zone.
 *
 * @example calendarDay(new Date('2026-11-22T23:30:00Z'), 'Europe/Berlin') // '2026-11-23'
 */
export function calendarDay(at: Date, timezone: string): Night {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(at)
}

/**
 * The instant at which a calendar day begins in a time zone; where midnight is skipped, the first instant after it.
 *
 * @example startOfDay('2026-03-29', 'Europe/Berlin') // 2026-03-28T23:00:00Z
 */
export function startOfDay(day: Night, timezone: string): Date {
  const utcMidnight = Date.parse(`${day}T00:00:00Z`)
  // Zones lie within 14 hours of UTC: the first quarter hour of that stretch that is already the day.
  for (let at = utcMidnight - 14 * HOUR; at <= utcMidnight + 14 * HOUR; at += HOUR / 4) {
    if (calendarDay(new Date(at), timezone) === day) return new Date(at)
  }
  return new Date(utcMidnight)
}

const HOUR = 3_600_000
