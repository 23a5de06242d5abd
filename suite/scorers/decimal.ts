/** An exact decimal number: `coefficient` × 10^`exponent`. */
export interface Decimal {
  readonly coefficient: bigint
  readonly exponent: number
}

/** Longer numbers are no answers; without a bound, a text could make the arithmetic take hours. */
const MOST_DIGITS = 400

/**
 * Reads a plain decimal number: digits, at most one point, an optional sign and power of ten.
 *
 * @returns `null` for any other text, and for more than 400 digits or powers of ten
 * @example parseDecimal('-1.50e3') // {coefficient: -150n, exponent: 1}
 */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text)
  const [, sign = '', whole = '', fraction = '', power = '0'] = match ?? []
  if (
    whole + fraction === '' ||
    whole.length + fraction.length > MOST_DIGITS ||
    Math.abs(Number(power)) > MOST_DIGITS
  )
    return null
  const magnitude = BigInt(whole + fraction)
  return { coefficient: sign === '-' ? -magnitude : magnitude, exponent: Number(power) - fraction.length }
}

/**
 * One way to write each number, for comparing texts.
 *
 * @example canonicalDecimal({ coefficient: 300n, exponent: -2 }) // '3e0'
 */
export function canonicalDecimal({ coefficient, exponent }: Decimal): string {
  if (coefficient === 0n) return '0e0'
  const digits = String(coefficient)
  const significant = digits.replace(/0+$/, '')
  return `${significant}e${exponent + digits.length - significant.length}`
}

/**
 * Are two numbers equal, up to the noise of floating point? Whole numbers must agree exactly, however large;
 * where a fraction is involved, a difference of 1e-9 of the larger one passes (0.30000000000000004 is 0.3).
 */
export function sameDecimal(a: Decimal, b: Decimal): boolean {
  const [left, right] = aligned(a, b)
  if (left === right) return true
  if (isWhole(a) && isWhole(b)) return false
  const difference = absolute(left - right) * 1_000_000_000n
  return difference <= absolute(left) || difference <= absolute(right)
}

/**
 * Do two numbers differ by at most `tolerance`? In exact decimals, so 0.31 is within 0.01 of 0.3.
 *
 * @param tolerance  an absolute difference, finite and not negative
 */
export function withinTolerance(a: Decimal, b: Decimal, tolerance: number): boolean {
  const limit = parseDecimal(String(tolerance))
  if (limit === null) return false
  const [left, right] = aligned(a, b)
  const difference = { coefficient: absolute(left - right), exponent: Math.min(a.exponent, b.exponent) }
  const [got, most] = aligned(difference, limit)
  return got <= most
}

/** Both coefficients at the smaller of the two exponents. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent)
  return [
    a.coefficient * 10n ** BigInt(a.exponent - exponent),
    b.coefficient * 10n ** BigInt(b.exponent - exponent),
  ]
}

function isWhole({ coefficient, exponent }: Decimal): boolean {
  return exponent >= 0 || coefficient % 10n ** BigInt(-exponent) === 0n
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
