import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail } from './accepted.ts'
import { comparableWords } from './words.ts'

/**
 * Is the output an accepted answer, word for word? Both are normalised as Inspect's `exact` does it
 * (`comparableWords`), and the order of words counts. Any accepted answer will do.
 *
 * @returns 1 or 0; unscored without an expected text
 * @example scoreExact('The Eiffel Tower.', 'eiffel tower') // {value: 1}
 */
export function scoreExact(output: string, expected: Expected | undefined): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const text = normalise(output)
  return passOrFail(answers.some((answer) => normalise(answer) === text))
}

function normalise(text: string): string {
  return comparableWords(text).join(' ')
}
