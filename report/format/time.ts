/**
 * An ISO time as a person reads it, in UTC to the minute. What is no time is given back as it is.
 *
 * @example formatTime('2026-11-23T03:41:12.000Z') // '2026-11-23 03:41 UTC'
 */
export function formatTime(iso: string): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
