/** The fewest and the most digits of a payment card's number (ISO/IEC 7812). */
const SHORTEST = 13
const LONGEST = 19
/** Cards are written in fewer groups; without a limit, long rows of single digits would cost a lot. */
const MOST_GROUPS = 6

/** As the issuers' numbers begin that are in use; times in milliseconds and numbers padded with zeros begin otherwise. */
const ISSUER = /^(?:2[2-7]|[3-6])/

/** What may stand between two groups: one or two spaces, also such as do not break, or hyphens. */
const SEPARATOR = /^[ \u00a0\u202f-]{1,2}$/

/** With dots only as cards are grouped: other numbers with dots are amounts, versions and addresses. */
const DOTTED = /\d{4}(?:(?:\.\d{4}){3}(?:\.\d{3})?|\.\d{6}\.\d{4,5})(?!\.?\d)/y

const MAY_BE_CARD = /\d(?:[ .\u00a0\u202f-]{0,2}\d){12}/

/** A row of digits, and where it stands in the text. */
interface Group {
  readonly digits: string
  readonly start: number
}

/**
 * A text with every payment card number in it replaced: 13 to 19 digits in at most six groups that begin as an issuer's
 * numbers do and pass Luhn's check. It begins and ends where a group of digits does, so that a number standing before a
 * card does not hide it; of those that begin at one group the longest goes. The decimals of a number are no card, also where a
 * mark has taken the number.
 * Linear in the text.
 *
 * @example hideCards('1 4111 1111 1111 1111', '[card]') // '1 [card]'
 */
export function hideCards(text: string, mark: string): string {
  if (!MAY_BE_CARD.test(text)) return text
  const groups = Array.from(text.matchAll(/\d+/g), ({ 0: digits, index }) => ({ digits, start: index }))
  let left = ''
  let kept = 0
  for (let first = 0; first < groups.length; ) {
    const size = cardGroups(text, groups.slice(first, first + MOST_GROUPS))
    const [begin, last] = [groups[first], groups[first + size - 1]]
    if (size > 0 && begin !== undefined && last !== undefined) {
      left += text.slice(kept, begin.start) + mark
      kept = endOf(last)
    }
    first += Math.max(size, 1)
  }
  return left + text.slice(kept)
}

/** How many of the groups, from the first on, make one card number; 0 when none does. */
function cardGroups(text: string, groups: readonly Group[]): number {
  const start = groups[0]?.start ?? 0
  if (!ISSUER.test(groups[0]?.digits ?? '') || /[\d\]]\.$/.test(text.slice(Math.max(0, start - 2), start)))
    return 0
  return dottedGroups(text, start) || spacedGroups(text, groups)
}

function dottedGroups(text: string, start: number): number {
  DOTTED.lastIndex = start
  const groups = DOTTED.exec(text)?.[0].split('.') ?? []
  return passesLuhn(groups.join('')) ? groups.length : 0
}

function spacedGroups(text: string, groups: readonly Group[]): number {
  let digits = ''
  let found = 0
  for (const [place, group] of groups.entries()) {
    const before = groups[place - 1]
    if (before !== undefined && !SEPARATOR.test(text.slice(endOf(before), group.start))) break
    if (digits.length + group.digits.length > LONGEST) break
    digits += group.digits
    if (digits.length >= SHORTEST && passesLuhn(digits)) found = place + 1
  }
  return found
}

function endOf({ digits, start }: Group): number {
  return start + digits.length
}

/** ISO/IEC 7812-1 annex B: from the right, every second digit doubled, the digit sums add up to a multiple of 10. */
function passesLuhn(text: string): boolean {
  const digits = Array.from(text, Number).reverse()
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0 && digits.some((digit) => digit !== digits[0])
}

function doubled(digit: number): number {
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2
}
