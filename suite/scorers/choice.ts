import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail, unscored } from './accepted.ts'

/** After the last of these stands the choice, when there is one. */
const MARK = /ANSWER\s*:/gi
const DECORATION = /^[\s*_`"'([]+/
/** One letter that is no part of a word, or a run of capitals: "B", "AC". */
const LETTER = /^(?:[A-Za-z]|[A-Z]{2,26})(?![\p{L}\p{N}_])/u
const SEPARATOR = /^[)\]]?(?:\s*[,;&+/]\s*(?:and\b|or\b)?|\s+and\b|\s+or\b|\s+)\s*[([]?/
/** What may follow a choice that no mark points to: the end, a new line, or a sign: "B) Paris", "B: Paris", "B, since". */
const BOUNDARY = /^(?:\s*$|[ \t]*\n|[^\p{L}\p{N}_\s])/u

/**
 * Does the output choose the letters of the expected answer, no more and no fewer? Read is what stands after the last
 * "ANSWER:", as Inspect's multiple choice asks for it; without that, the output must begin with the letters alone
 * ("B", "(B) Paris", "A and C"), so that "A cat" is no choice. Order and case do not matter.
 *
 * @returns 1 or 0; unscored when the expected answer is not letters
 * @example scoreChoice('Paris is in France. ANSWER: B', 'B') // {value: 1}
 */
export function scoreChoice(output: string, expected: Expected | undefined): Score {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const accepted = answers.map((answer) => lettersAt(answer, BOUNDARY)).filter((letters) => letters !== null)
  if (accepted.length === 0) return unscored('the expected answer is not letters')
  const chosen = chosenLetters(output)
  if (chosen === null) return passOrFail(false, 'the output names no letter')
  return passOrFail(accepted.includes(chosen))
}

function chosenLetters(output: string): string | null {
  const last = [...output.matchAll(MARK)].at(-1)
  if (last === undefined) return lettersAt(output, BOUNDARY)
  return lettersAt(output.slice(last.index + last[0].length), null)
}

/** The letters that a text begins with, in alphabetical order, each once; null when it begins otherwise. */
function lettersAt(text: string, boundary: RegExp | null): string | null {
  let rest = text.replace(DECORATION, '')
  let letters = ''
  for (let found = LETTER.exec(rest); found !== null; found = LETTER.exec(rest)) {
    letters += found[0].toUpperCase()
    const after = rest.slice(found[0].length)
    const next = after.slice(SEPARATOR.exec(after)?.[0].length ?? 0)
    rest = LETTER.test(next) && next !== after ? next : after
    if (rest === after) break
  }
  if (letters === '' || (boundary !== null && !boundary.test(rest))) return null
  return [...new Set(letters)].sort().join('')
}
