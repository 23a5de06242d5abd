import { type Decimal, parseDecimal } from './decimal.ts'

/** No accepted number is written longer than this. */
const LONGEST_ANSWER = 1000

/** A run of digits, points and commas, with a power of ten behind it. Linear: no part can be read two ways. */
const RUN = /(?:\d[\d,.]*|\.\d[\d,.]*)(?:[eE][+-]?\d+(?!\d|\.\d))?/g
const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/
const LETTER = /\p{L}/u
const WORD_CHARACTER = /[\p{L}\p{N}_]/u
/** Signs that may stand between a minus and its number: "-$5". */
const BETWEEN_SIGN_AND_NUMBER = /[\p{Sc}\s\\*]/u

/**
 * The numbers of a text, in its order, as exact decimals.
 *
 * - Thousands separators go: commas in groups (1,250 and 1,00,000), and narrow or no-break spaces. Other commas
 *   stand between numbers of a list: "2,3" is 2 and 3.
 * - Currency signs, a percent sign and a period behind the number do not matter: "60%" is 60.
 * - A minus (also U+2212) counts where no number or word stands before it: "5-10" is 5 and 10, "-$5" is -5.
 * - Digits inside a word ("A4", "covid-19") and versions ("1.2.3") are no numbers; full-width digits are read.
 *
 * @example findNumbers('from −$1,250.50. to 3e2') // -1250.50 and 300
 */
export function* findNumbers(text: string): Generator<Decimal> {
  const plain = plainNumbers(text)
  for (const match of plain.matchAll(RUN)) {
    if (isInsideWord(plain, match.index)) continue
    const negative = hasMinus(plain, match.index)
    for (const [index, part] of numbersOfRun(match[0]).entries()) {
      const value = parseDecimal(part)
      if (value !== null)
        yield negative && index === 0 ? { ...value, coefficient: -value.coefficient } : value
    }
  }
}

/**
 * The one number a text states, with at most currency and percent signs around it; `null` when it says more.
 *
 * @example readNumber('$1,250') // 1250; readNumber('5 apples') // null
 */
export function readNumber(text: string): Decimal | null {
  if (text.length > LONGEST_ANSWER) return null
  const bare = plainNumbers(text)
    .trim()
    .replace(/^([+-]?)\s*\p{Sc}?\s*/u, '$1')
    .replace(/\s*[\p{Sc}%]?\.?$/u, '')
  const digits = /^[+-]?([^+-]*)/.exec(bare)?.[1]?.replace(/[eE]$/, '') ?? ''
  return parseDecimal(GROUPED.test(digits) ? bare.replaceAll(',', '') : bare)
}

function plainNumbers(text: string): string {
  return text
    .replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xff10 + 48))
    .replace(/[\u2212\uFE63\uFF0D]/g, '-')
    .replace(/(?<=\d)[\u00A0\u2009\u202F](?=\d{3}(?!\d))/g, ',')
}

function numbersOfRun(run: string): string[] {
  const bare = run.replace(/[.,]+$/, '')
  const [digits = ''] = bare.split(/[eE]/)
  return GROUPED.test(digits) ? [bare.replaceAll(',', '')] : bare.split(',')
}

function isInsideWord(text: string, start: number): boolean {
  const before = text[start - 1] ?? ''
  return WORD_CHARACTER.test(before) || (before === '-' && LETTER.test(text[start - 2] ?? ''))
}

function hasMinus(text: string, start: number): boolean {
  let at = start - 1
  while (at >= 0 && start - at <= 4 && BETWEEN_SIGN_AND_NUMBER.test(text[at] ?? '')) at -= 1
  const spaced = /^\s/.test(text[at + 1] ?? '')
  return text[at] === '-' && !spaced && !WORD_CHARACTER.test(text[at - 1] ?? '') && text[at - 1] !== ')'
}
