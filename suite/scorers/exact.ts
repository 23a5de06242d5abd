import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { acceptedAnswers, isList, passOrFail } from './accepted.ts'
import { canonicalDecimal, parseDecimal } from './decimal.ts'
import { foldCase } from './fold-case.ts'

const PUNCTUATION = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g
const EDGE_PUNCTUATION = /^[!"#$%&'()*,/:;<=>?@[\\\]^_`{|}~]+|[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+$/g
const ARTICLES = /^(?:a|an|the)$/
/** Longer tokens are no numbers; the bound also keeps the time for a hostile one small. */
const LONGEST_NUMBER = 500

/**
 * Is the output an accepted answer, word for word? Both are normalised as Inspect's `exact` does it: NFC and
 * case-folded, cut at white space and hyphens, punctuation dropped, numbers written one way ("3.0" is "3"),
 * the articles a, an, the dropped, white space collapsed. The order of words counts. Any accepted answer will do.
 * Differs from Inspect where that passes wrong answers: a minus sign before a number is kept ("-5" is not "5"), whole
 * numbers are compared digit by digit, and a text of nothing but articles or punctuation keeps them ("A" is not "").
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

/** Where nothing but articles or punctuation stands, it is kept: "A" is an answer, and no output is not "A". */
function normalise(text: string): string {
  const folded = foldCase(text).replace(/[\u2212\uFF0D]/g, '-')
  const words = folded
    .split(/\s+|(?<=[\p{L}\p{N}])-|-(?!\d|\.\d)/u)
    .map(normaliseToken)
    .filter((token) => token !== '')
  const telling = words.filter((word) => !ARTICLES.test(word))
  if (telling.length > 0) return telling.join(' ')
  return words.length > 0 ? words.join(' ') : folded.trim()
}

function normaliseToken(token: string): string {
  const value = token.length <= LONGEST_NUMBER ? parseDecimal(stripEdges(token)) : null
  return value === null ? token.replace(PUNCTUATION, '') : canonicalDecimal(value)
}

function stripEdges(token: string): string {
  return parseDecimal(token) === null ? token.replace(EDGE_PUNCTUATION, '') : token
}
