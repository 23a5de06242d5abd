import cronstrue from 'cronstrue'

const VALUE = '(?:\\d+|[A-Za-z]{3})'
const RANGE = `(?:\\*|${VALUE}(?:-${VALUE})?)(?:/\\d+)?`
const FIELD = `${RANGE}(?:,${RANGE})*`
const FIVE_FIELDS = new RegExp(`^${FIELD}(?: ${FIELD}){4}$`)

/**
 * Whether a text is a cron expression of five fields (minute, hour, day of month, month, day of week), which every
 * cron reads alike. Six fields mean seconds first to some and a year last to others; `L`, `#` and `?` are not known to all.
 *
 * @example isCron('0 3 * * MON-FRI') // true
 * @example isCron('0 25 * * *') // false
 */
export function isCron(text: string): boolean {
  if (!FIVE_FIELDS.test(text)) return false
  try {
    return cronstrue.toString(text) !== ''
  } catch {
    return false
  }
}
