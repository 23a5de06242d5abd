import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, unscored } from './accepted.ts'
import { foldCase } from './fold-case.ts'
import { graded } from './graded.ts'
import { longestCommon } from './longest-common.ts'

/** Beyond this many words a side nobody waits for a longest common subsequence. */
const MOST_WORDS = 50_000

/**
 * How much of the answer stands in the output in its order? ROUGE-L (Lin 2004): F1 of the longest common subsequence
 * of words, the best of several answers. Words are runs of letters, marks and digits, case-folded, not stemmed; Google's
 * `rouge_score` gives the same for English but knows no letters beyond a to z.
 *
 * @returns unscored without an expected text or without a word in it, and for texts of more than 50,000 words
 * @example scoreRougeL('the cat sat on the mat', 'the cat is on the mat', 0.5) // {value: 0.833…, passed: true}
 */
export function scoreRougeL(output: string, expected: Expected | undefined, atLeast: number): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const references = answers.map(wordsOf).filter((words) => words.length > 0)
  if (references.length === 0) return unscored('the expected answer has no words')
  const words = wordsOf(output)
  if ([words, ...references].some(({ length }) => length > MOST_WORDS))
    return unscored(`a text has more than ${MOST_WORDS} words`)
  return graded(Math.max(...references.map((reference) => overlap(words, reference))), atLeast)
}

/** 2PR / (P + R), where P and R are the common words over either side's. */
function overlap(output: readonly string[], reference: readonly string[]): number {
  return (2 * longestCommon(reference, output)) / (output.length + reference.length)
}

function wordsOf(text: string): string[] {
  return foldCase(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}
