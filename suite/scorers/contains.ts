import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail, unscored } from './accepted.ts'
import { foldCase } from './fold-case.ts'

/**
 * Does an accepted answer stand somewhere in the output? Case does not matter (NFC, case-folded); everything else,
 * white space and punctuation included, must agree.
 * As Inspect's `includes`, but an empty answer, which every output contains, is left out: it would always pass.
 *
 * @param match `any` accepted answer will do (unless given), or `all` of them must stand there
 * @returns 1 or 0; unscored without an expected text
 * @example scoreContains('Refunds take 14 DAYS.', ['14 days', 'two weeks']) // {value: 1}
 */
export function scoreContains(
  output: string,
  expected: Expected | undefined,
  match: 'any' | 'all' = 'any',
): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const meaningful = answers.filter((answer) => answer !== '')
  if (meaningful.length === 0) return unscored('the expected answer is empty')
  const text = foldCase(output)
  const missing = meaningful.filter((answer) => !text.includes(foldCase(answer))).length
  if (match === 'any') return passOrFail(missing < meaningful.length)
  return passOrFail(missing === 0, `${missing} of ${meaningful.length} expected texts are missing`)
}
