import { hideCards } from '../suite/card-numbers.ts'

/** Takes one kind of personal or secret text out of a text. */
type Step = (text: string) => string

/** A replacement can lay bare another match beside it; more rounds than this would only serve hostile texts. */
const MOST_ROUNDS = 6

/** Letters of all scripts are what is no sign, as in `redact.sql`, where classes of letters take ten times as long. */
const SIGN =
  '\\s\\u00a0-\\u00bf\\u2000-\\u206f\\u3000-\\u303f\\uff00-\\uff0f!"#$&\'()*,/:;<=>?@[\\]\\\\^`{|}~'

const MAIL_DOMAIN = `(?:@|%40)(?:[^${SIGN}.%+_]{1,63}\\.){1,8}[^${SIGN}.%+_\\d-]{2,24}`

// Every quantifier is bounded and every start is anchored at a boundary, so that hostile text costs linear time.
const STEPS: readonly Step[] = [
  hiding('[key]', [
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
  ]),
  // Without the header's name or padding, "basic" would take "basic responsibilities".
  hiding('[key]', [
    /(?<=\bbearer\s{1,4})[\w.~+/-]{16,2000}={0,2}/gi,
    /(?<=\bbasic\s{1,4})[a-z0-9+/]{6,2000}={1,2}/gi,
    /(?<=\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?basic\s{1,4})[a-z0-9+/]{8,2000}={0,2}/gi,
  ]),
  hiding('[email]', [
    new RegExp(`"[^${SIGN}.%+_-][^"@,:;{}[\\]\\r\\n]{0,200}"${MAIL_DOMAIN}`, 'g'),
    new RegExp(`(?<![^${SIGN}])[^${SIGN}]{1,64}${MAIL_DOMAIN}`, 'g'),
  ]),
  (text) => hideCards(text, '[card]'),
  hiding('[ip]', [
    // A letter or a name before it (v1.2.3.4, Chrome/1.2.3.4), or a 0, make it a version.
    /(?<![\w.]|[A-Za-z]\/)(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]\d?)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?!\.?\w)/g,
    /(?<![\w:.])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])/gi,
    // Shortened, of the ranges that RFC 4291, 4193 and 6052 give: a::b is a name of a program.
    /(?<![\w:.])(?:[23][\da-f]{3}|f[cdf][\da-f]{2}|fe[89ab][\da-f]|64:ff9b)(?::[\da-f]{1,4}){0,5}:(?::[\da-f]{1,4}){1,6}(?![\w:])/gi,
    /(?<![\w:.])::(?:1|ffff(?::[\da-f]{1,4}){2})(?![\w:])/gi,
  ]),
  hiding('[phone]', [
    anyOf(
      /(?<![\w+])\+\d(?:[ ./()-]{0,3}\d){6,14}(?!\w)/g, // +49 30 901820
      /(?<![\w.+/-])00[1-9](?:\d{9,12}|\d{0,2}(?:[ ./-]{1,2}\(?|\()(?:0\)[ ./-]{0,2})?[1-9](?:[ ./()-]{0,3}\d){5,11})(?!\w)/g, // 0049 30 901820
      /(?<![\w.+/-])\(\d{2,5}\)[ ./-]{0,2}\d{3,5}(?:[ ./-]\d{2,5}){1,3}(?!\w)/g, // (030) 901 820
      /(?<![\w.+/-])0[1-9]\d{1,3}[ /-][1-9]\d{2,3}(?:[ -]?\d{2,4}){1,3}(?!\w)/g, // 0171 1234567
      /(?<![\w.+/-])[2-9]\d{2}[ .-][2-9]\d{2}[ .-]\d{4}(?!\w)/g, // 415-555-0132
    ),
  ]),
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
    redacted = STEPS.reduce((left, step) => step(left), redacted)
    if (redacted === before) break
  }
  return redacted
}

function hiding(mark: string, forms: readonly RegExp[]): Step {
  return (text) => forms.reduce((left, form) => left.replace(form, mark), text)
}

/** One form for several: where they overlap, the first that begins goes. */
function anyOf(...forms: readonly RegExp[]): RegExp {
  return new RegExp(forms.map(({ source }) => source).join('|'), 'g')
}
