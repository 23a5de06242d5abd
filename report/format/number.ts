/** Thin, unbreakable space: groups digits and stands before a percent sign without ever wrapping. */
const THIN = '\u202f'
const MINUS = '−'

/**
 * A count with thin spaces between groups of three digits; not a finite number: `–`.
 *
 * @example formatCount(28000) // '28 000' with a thin space
 */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return '–'
  return withMinus(
    count,
    Math.abs(Math.round(count))
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, THIN),
  )
}

/**
 * A count and its noun: `1 case`, `2 cases`. `plural` is for nouns that do not just take an s.
 *
 * @example countOf(3, 'query', 'queries') // '3 queries'
 */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`
}

/**
 * A number for reading: three significant digits, whole from 1 000 on, a true minus sign.
 *
 * @example formatNumber(-0.41963) // '−0.42'
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size >= 1000) return formatCount(value)
  if (size !== 0 && size < 0.001) return withMinus(value, trimmed(size.toPrecision(2)))
  return withMinus(value, trimmed(size.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)))
}

/**
 * An effect of the interval [−1, 1] with two decimals and always its sign when it has one.
 *
 * @example formatSigned(0.1234) // '+0.12'
 */
export function formatSigned(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value).toFixed(decimals)
  return Number(digits) === 0 ? digits : `${value < 0 ? MINUS : '+'}${digits}`
}

/**
 * A share of [0, 1] as a percentage with one decimal; a thing that happened is never written as 0 %.
 *
 * @example formatPercent(0.8274) // '82.7 %' with a thin space
 */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  if (share === 0 || share === 1) return `${share * 100}${THIN}%`
  if (share > 0 && share < 0.0005) return `<${THIN}0.1${THIN}%`
  if (share < 1 && share > 0.9995) return `>${THIN}99.9${THIN}%`
  return `${withMinus(share, Math.abs(share * 100).toFixed(1))}${THIN}%`
}

/**
 * A difference of two shares in percentage points, signed.
 *
 * @example formatPoints(-0.1131) // '−11.3 points'
 */
export function formatPoints(difference: number): string {
  return `${formatSigned(difference * 100, 1)} points`
}

function withMinus(value: number, digits: string): string {
  return value < 0 && Number(digits.replaceAll(THIN, '')) !== 0 ? `${MINUS}${digits}` : digits
}

function trimmed(digits: string): string {
  return digits.includes('.') && !digits.includes('e') ? digits.replace(/\.?0+$/, '') : digits
}
