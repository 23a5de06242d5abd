import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, unscored } from './accepted.ts'
import { graded } from './graded.ts'
import { sharedCount } from './shared-count.ts'
import { comparableWords } from './words.ts'

/**
 * How many of their words do output and answer share? Harmonic mean of precision and recall over `comparableWords`, each
 * matched once (SQuAD's F1), the best of several answers, rounded to two decimals (half to even), as Inspect's `f1` does
 * it. Where Inspect gives 0 because an expected answer has no words, there is nothing to judge by.
 *
 * @returns unscored without an expected text that has words
 * @example scoreTokenF1('about 14 days', '14 days', 0.5) // {value: 0.8, passed: true}
 */
export function scoreTokenF1(output: string, expected: Expected | undefined, atLeast: number): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const references = answers.map(comparableWords).filter((words) => words.length > 0)
  if (references.length === 0) return unscored('the expected answer has no words')
  const words = comparableWords(output)
  return graded(Math.max(...references.map((reference) => f1(words, reference))), atLeast)
}

function f1(output: readonly string[], reference: readonly string[]): number {
  const shared = sharedCount(output, reference)
  if (shared === 0) return 0
  const [precision, recall] = [shared / output.length, shared / reference.length]
  return twoDecimals((2 * precision * recall) / (precision + recall))
}

/** As Python rounds: what lies exactly in the middle goes to the even neighbour. */
function twoDecimals(value: number): number {
  const hundredths = value * 100
  const isMiddle = hundredths % 1 === 0.5
  return isMiddle ? (2 * Math.round(hundredths / 2)) / 100 : Number(value.toFixed(2))
}
