import { canonicalDecimal, parseDecimal } from './decimal.ts'
import { foldCase } from './fold-case.ts'

const PUNCTUATION = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g
const EDGE_PUNCTUATION = /^[!"#$%&'()*,/:;<=>?@[\\\]^_`{|}~]+|[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+$/g
const ARTICLES = /^(?:a|an|the)$/
/** Longer tokens are no numbers; the bound also keeps the time for a hostile one small. */
const LONGEST_NUMBER = 500

/**
 * The words of a text as Inspect's `exact` and `f1` compare them: NFC and case-folded, cut at white space and hyphens,
 * punctuation dropped, numbers written one way ("3.0" is "3"), the articles a, an, the dropped.
 * Differs from Inspect where that passes wrong answers: a minus sign before a number is kept ("-5" is not "5"), whole
 * numbers are compared digit by digit, and a text of nothing but articles or punctuation keeps them ("A" is not "").
 *
 * @example comparableWords('The Eiffel Tower, 1,889.0') // ['eiffel', 'tower', '1889']
 */
export function comparableWords(text: string): string[] {
  const folded = foldCase(text).replace(/[\u2212\uFF0D]/g, '-')
  const words = folded
    .split(/\s+|(?<=[\p{L}\p{N}])-|-(?!\d|\.\d)/u)
    .map(normaliseToken)
    .filter((token) => token !== '')
  const telling = words.filter((word) => !ARTICLES.test(word))
  if (telling.length > 0) return telling
  if (words.length > 0) return words
  return folded.trim() === '' ? [] : [folded.trim()]
}

function normaliseToken(token: string): string {
  const value = token.length <= LONGEST_NUMBER ? parseDecimal(stripEdges(token)) : null
  return value === null ? token.replace(PUNCTUATION, '') : canonicalDecimal(value)
}

function stripEdges(token: string): string {
  return parseDecimal(token) === null ? token.replace(EDGE_PUNCTUATION, '') : token
}
