import { ConfigError } from '../config/errors.ts'

/** A share as it was written, without rounding: 0.02 is 2 in 100 exactly. */
export interface Share {
  readonly text: string
  readonly numerator: bigint
  readonly denominator: bigint
}

/**
 * Reads a share from 0 to 1.
 *
 * @param option  it was given with, for the error
 * @throws ConfigError for anything else
 * @example parseShare('0.02', '--threshold') // { text: '0.02', numerator: 2n, denominator: 100n }
 */
export function parseShare(text: string, option: string): Share {
  const [, whole = '', decimals = ''] = /^(\d*)(?:\.(\d+))?$/.exec(text.trim()) ?? []
  const denominator = 10n ** BigInt(decimals.length)
  const numerator = BigInt(`${whole}${decimals}` || '0')
  if (`${whole}${decimals}` !== '' && decimals.length <= 15 && numerator <= denominator)
    return { text: text.trim(), numerator, denominator }
  throw new ConfigError(
    `Cannot use ${option} ${JSON.stringify(text)}: expected a share from 0 to 1, such as 0.02 for 2 points.`,
  )
}

/**
 * Is count / n larger than a share? In whole numbers: in doubles 0.71 − 0.69 is more than 0.02.
 *
 * @example exceeds(2, 100, parseShare('0.02', '--threshold')) // false
 */
export function exceeds(count: number, n: number, share: Share): boolean {
  return BigInt(count) * share.denominator > share.numerator * BigInt(n)
}

/** Is count / n smaller than a share? In whole numbers. */
export function isBelow(count: number, n: number, share: Share): boolean {
  return BigInt(count) * share.denominator < share.numerator * BigInt(n)
}

/** The fewest of n that are more than a share of them. */
export function leastBeyond(n: number, { numerator, denominator }: Share): number {
  return Number((numerator * BigInt(n)) / denominator) + 1
}

/** As a number, for words and pictures. */
export function shareValue({ numerator, denominator }: Share): number {
  return Number(numerator) / Number(denominator)
}
