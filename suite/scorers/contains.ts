import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail, unscored } from './accepted.ts'
import { foldCase } from './fold-case.ts'

/**
 * Does an accepted answer stand somewhere in the output? Case does not matter (NFC, case-folded); everything else,
 * white space and punctuation included, must agree. Of several accepted answers any will do.
 * As Inspect's `includes`, but an empty answer, which every output contains, is left out: it would always pass.
 *
 * @returns 1 or 0; unscored without an expected text
 * @example scoreContains('Refunds take 14 DAYS.', ['14 days', 'two weeks']) // {value: 1}
 */
export function scoreContains(output: string, expected: Expected | undefined): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const meaningful = answers.filter((answer) => answer !== '')
  if (meaningful.length === 0) return unscored('the expected answer is empty')
  const text = foldCase(output)
  return passOrFail(meaningful.some((answer) => text.includes(foldCase(answer))))
}
