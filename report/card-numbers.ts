/** The fewest and the most digits of a payment card's number (ISO/IEC 7812). */
const SHORTEST = 13
const LONGEST = 19
/** Cards are written in fewer groups; without a limit, long rows of single digits would cost a lot. */
const MOST_GROUPS = 6

/**
 * A run of digits, spaces and hyphens with every card number in it replaced: 13 to 19 digits that pass Luhn's check
 * and begin and end where a group of digits does, so that a number standing before a card does not hide it.
 *
 * @param run digits with single spaces or hyphens between them
 * @example hideCards('1 4111 1111 1111 1111', '[card]') // '1 [card]'
 */
export function hideCards(run: string, mark: string): string {
  const groups = Array.from(run.matchAll(/\d+/g), ({ 0: digits, index }) => ({ digits, index }))
  for (let first = 0; first < groups.length; first += 1) {
    const size = cardGroups(groups.slice(first).map(({ digits }) => digits))
    if (size === 0) continue
    const [start, last] = [groups[first], groups[first + size - 1]]
    if (!start || !last) continue
    const end = last.index + last.digits.length
    return `${run.slice(0, start.index)}${mark}${hideCards(run.slice(end), mark)}`
  }
  return run
}

/** How many of the groups, from the first on, make one card number; the longest wins; 0 when none does. */
function cardGroups(groups: readonly string[]): number {
  let digits = ''
  let found = 0
  for (const [place, group] of groups.slice(0, MOST_GROUPS).entries()) {
    digits += group
    if (digits.length > LONGEST) break
    if (digits.length >= SHORTEST && passesLuhn(digits)) found = place + 1
  }
  return found
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
