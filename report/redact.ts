import { hideCards } from './card-numbers.ts'

/** A kind of personal or secret text and how it is recognised; `hide` says what a match becomes when not the mark. */
interface Pattern {
  readonly mark: string
  readonly forms: readonly RegExp[]
  readonly hide?: (match: string) => string
}

/** A replacement can lay bare another match beside it; more rounds than this would only serve hostile texts. */
const MOST_ROUNDS = 6

// Every quantifier is bounded and every start is anchored at a boundary, so that hostile text costs linear time.
const PATTERNS: readonly Pattern[] = [
  {
    mark: '[key]',
    forms: [
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
      /(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,2000}/g, // JSON Web Token
      /(?<!\w)(?:sk|pk|rk)[-_](?:[a-z]{2,12}[-_]){0,3}[\w-]{16,300}/g, // OpenAI, Anthropic, Stripe
      /(?<!\w)gh[pousr]_[A-Za-z0-9]{20,255}/g,
      /(?<!\w)github_pat_\w{20,255}/g,
      /(?<!\w)glpat-[\w-]{20,64}/g,
      /(?<!\w)xox[abeoprs]-[\w-]{10,250}/g, // Slack
      /(?<!\w)(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)/g, // AWS
      /(?<!\w)AIza[\w-]{35}/g, // Google
      /(?<!\w)hf_[A-Za-z0-9]{20,64}/g, // Hugging Face
      /(?<!\w)npm_[A-Za-z0-9]{36}/g,
      /(?<!\w)SG\.[\w-]{16,64}\.[\w-]{16,64}/g, // SendGrid
    ],
  },
  { mark: 'Bearer [key]', forms: [/\bBearer\s{1,4}[\w.~+/-]{16,2000}={0,2}/gi] },
  {
    mark: '[email]',
    forms: [/(?<![\w.+%-])[\p{L}\p{N}_.+%-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu],
  },
  {
    mark: '[card]',
    forms: [/(?<!\d)(?<!\d\.)\d(?:[ -]?\d){12,200}/g],
    hide: (match) => hideCards(match, '[card]'),
  },
  {
    mark: '[ip]',
    forms: [
      /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)/g,
      /(?<![\w:.])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])/gi,
      /(?<![\w:.])(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}(?![\w:])/gi,
      /(?<![\w:.])::(?:[\da-f]{1,4}:){0,6}[\da-f]{1,4}(?![\w:])/gi,
    ],
  },
  {
    mark: '[phone]',
    forms: [
      /(?<![\w.+])\+\d{1,3}(?:[ ./-]{0,2}\(?\d{1,5}\)?){2,6}(?!\w)/g, // +49 30 901820
      /(?<![\w.+/-])\(\d{2,5}\)[ ./-]{0,2}\d{2,5}(?:[ ./-]\d{2,5}){1,3}(?!\w)/g, // (030) 901 820
      /(?<![\w.+/-])0\d{2,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,3}(?!\w)/g, // 0171 1234567
      /(?<![\w.+/-])\d{3}[ .-]\d{3}[ .-]\d{4}(?![\w-])/g, // 415-555-0132
    ],
    hide: (match) => (digitsIn(match) >= 7 && digitsIn(match) <= 15 ? '[phone]' : match),
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
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = redacted
    redacted = PATTERNS.reduce(withoutPattern, redacted)
    if (redacted === before) break
  }
  return redacted
}

function withoutPattern(text: string, { mark, forms, hide }: Pattern): string {
  return forms.reduce((left, form) => left.replace(form, (match) => hide?.(match) ?? mark), text)
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length
}
