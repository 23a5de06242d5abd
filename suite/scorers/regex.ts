import type { RE2JS } from 're2js'
import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail } from './accepted.ts'
import { foldCase } from './fold-case.ts'

/**
 * Is the pattern found in the output? With capturing groups the first match is read instead: does a captured text
 * equal an accepted answer, case and surrounding white space aside (Inspect's `pattern`)? No match is a 0.
 * Write `(?:…)` for a group that only groups.
 *
 * @param pattern  from `compilePattern`; time is linear in the output
 * @returns 1 or 0; unscored when a captured text has no expected answer to be compared with
 * @example scoreRegex(compilePattern('ANSWER: (\\w)', ''), 'ANSWER: b', 'B') // {value: 1}
 */
export function scoreRegex(pattern: RE2JS, output: string, expected: Expected | undefined): Score {
  const matcher = pattern.matcher(output)
  if (pattern.groupCount() === 0) return passOrFail(matcher.find(), 'the pattern is not in the output')
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  if (!matcher.find()) return passOrFail(false, 'the pattern is not in the output')
  const captured = Array.from({ length: pattern.groupCount() }, (_, index) => matcher.group(index + 1))
  const accepted = new Set(answers.map(plain))
  return passOrFail(captured.some((text) => text !== null && accepted.has(plain(text))))
}

function plain(text: string): string {
  return foldCase(text).trim()
}
