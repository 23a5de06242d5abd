import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail, unscored } from './accepted.ts'
import { type Decimal, sameDecimal, withinTolerance } from './decimal.ts'
import { findNumbers, readNumber } from './find-number.ts'

/** `after`: the mark before the answer; `tolerance`: the largest absolute difference that passes. */
export interface NumericOptions {
  readonly after?: string | undefined
  readonly tolerance?: number | undefined
}

/**
 * Does the output answer with an accepted number? Read is the first number after the last `after` mark, or without
 * a mark the last number of the output. Commas, currency and percent signs and a period behind do not matter.
 * Numbers are compared as exact decimals: whole ones must be equal, others up to 1e-9 of the larger one, unless
 * `tolerance` says otherwise.
 *
 * An output without the mark, or with no number to read, is a wrong answer (0), not an unscored one: it was asked
 * for, and GSM8K's published labels count it so. An expected answer that is no number leaves the output unscored.
 *
 * @example scoreNumeric('A: 5\nA: $1,250.', '1250', { after: 'A:' }) // {value: 1}
 * @example scoreNumeric('60 % of 50 is 30', '30', {}) // {value: 1}
 */
export function scoreNumeric(output: string, expected: Expected | undefined, options: NumericOptions): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const accepted = answers.map(readNumber).filter((value) => value !== null)
  if (accepted.length === 0) return unscored('the expected answer is not a number')
  const { after, tolerance } = options
  const start = after === undefined ? 0 : output.lastIndexOf(after)
  if (start < 0) return passOrFail(false, `the mark ${JSON.stringify(after)} is not in the output`)
  const value = after === undefined ? lastNumber(output) : firstNumber(output.slice(start + after.length))
  if (value === undefined) return passOrFail(false, 'there is no number to read')
  return passOrFail(accepted.some((answer) => isAccepted(value, answer, tolerance)))
}

function isAccepted(value: Decimal, answer: Decimal, tolerance: number | undefined): boolean {
  return tolerance === undefined ? sameDecimal(value, answer) : withinTolerance(value, answer, tolerance)
}

function firstNumber(text: string): Decimal | undefined {
  const first = findNumbers(text).next()
  return first.done ? undefined : first.value
}

function lastNumber(text: string): Decimal | undefined {
  let last: Decimal | undefined
  for (const value of findNumbers(text)) last = value
  return last
}
