/** A kind of personal or secret text and how it is recognised; `counts` may refuse a match. */
interface Pattern {
  readonly mark: string
  readonly expression: RegExp
  readonly counts?: (match: string) => boolean
}

// Every quantifier is bounded and every start is anchored at a boundary, so that hostile text costs linear time.
const PATTERNS: readonly Pattern[] = [
  {
    mark: '[key]',
    expression:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
  },
  { mark: '[key]', expression: /(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,2000}/g },
  {
    mark: '[key]',
    expression:
      /(?<!\w)(?:sk|pk|rk)[-_](?:[a-z]{2,12}[-_]){0,3}[A-Za-z0-9_-]{16,300}|(?<!\w)(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{20,255}|(?<!\w)github_pat_\w{20,255}|(?<!\w)glpat-[\w-]{20,64}|(?<!\w)xox[abeoprs]-[\w-]{10,250}|(?<!\w)(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)|(?<!\w)AIza[\w-]{35}|(?<!\w)hf_[A-Za-z0-9]{20,64}|(?<!\w)npm_[A-Za-z0-9]{36}|(?<!\w)SG\.[\w-]{16,64}\.[\w-]{16,64}/g,
  },
  { mark: 'Bearer [key]', expression: /\bBearer\s{1,4}[\w.~+/-]{16,2000}={0,2}/gi },
  {
    mark: '[email]',
    expression:
      /(?<![\w.+%-])[\p{L}\p{N}_.+%-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu,
  },
  { mark: '[card]', expression: /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d])/g, counts: isCardNumber },
  {
    mark: '[ip]',
    expression: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g,
  },
  {
    mark: '[ip]',
    expression:
      /(?<![\w:.])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])|(?<![\w:.])(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}(?![\w:])|(?<![\w:.])::(?:[\da-f]{1,4}:){0,6}[\da-f]{1,4}(?![\w:])/gi,
  },
  {
    mark: '[phone]',
    expression:
      /(?<![\w.+])\+\d{1,3}(?:[ ./-]{0,2}\(?\d{1,5}\)?){2,6}(?!\w)|(?<![\w.+/-])\(\d{2,5}\)[ ./-]{0,2}\d{2,5}(?:[ ./-]\d{2,5}){1,3}(?!\w)|(?<![\w.+/-])0\d{2,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,3}(?!\w)|(?<![\w.+/-])\d{3}[ .-]\d{3}[ .-]\d{4}(?![\w-])/g,
    counts: (match) => between(match.replace(/\D/g, '').length, 7, 15),
  },
]

/**
 * A text without mail addresses, phone numbers, card numbers (13 to 19 digits that pass Luhn's check), IP addresses
 * and API keys of common forms: each becomes a mark such as `[email]`. It errs on both sides: a name or a street
 * stays, and a number written like a phone number goes. Redacting twice changes nothing more.
 *
 * @example redact('Write to ada@example.org or +49 30 901820') // 'Write to [email] or [phone]'
 */
export function redact(text: string): string {
  let redacted = text
  for (const { mark, expression, counts } of PATTERNS)
    redacted = redacted.replace(expression, (match) => (counts?.(match) === false ? match : mark))
  return redacted
}

/** ISO/IEC 7812-1 annex B (Luhn): from the right, every second digit doubled, digit sums add up to a multiple of 10. */
function isCardNumber(match: string): boolean {
  const digits = Array.from(match.replace(/\D/g, ''), Number).reverse()
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0 && digits.some((digit) => digit !== digits[0])
}

function doubled(digit: number): number {
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2
}

function between(value: number, lower: number, upper: number): boolean {
  return value >= lower && value <= upper
}
