import { distance } from 'fastest-levenshtein'
import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, unscored } from './accepted.ts'
import { graded } from './graded.ts'

/** Beyond this many pairs of characters (about a second) nobody waits for an edit distance. */
const MOST_PAIRS = 2e10

/**
 * How alike are output and answer, letter for letter? 1 less the edit distance over the length of the longer text
 * (autoevals' `Levenshtein`), over UTF-16 units after NFC; the best of several answers. Two empty texts are alike.
 *
 * @returns unscored without an expected text, and for texts whose comparison would take too long
 * @example scoreLevenshtein('kitten', 'sitting', 0.5) // {value: 0.571…, passed: true}
 */
export function scoreLevenshtein(output: string, expected: Expected | undefined, atLeast: number): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const text = output.normalize('NFC')
  if (answers.some((answer) => answer.length * text.length > MOST_PAIRS))
    return unscored('the texts are too long for an edit distance')
  return graded(Math.max(...answers.map((answer) => likeness(text, answer.normalize('NFC')))), atLeast)
}

function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - distance(a, b) / longest
}
