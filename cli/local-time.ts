/**
 * An instant as people of a time zone say it.
 *
 * @param timezone  an IANA name
 * @example localTime(new Date('2026-11-24T02:00:00Z'), 'Europe/Berlin') // 'Tuesday, 24 November 2026 at 03:00'
 */
export function localTime(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(at)
}
