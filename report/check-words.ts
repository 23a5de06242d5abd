import { formatDuration } from './format/duration.ts'
import { formatNumber } from './format/number.ts'
import { oneLine } from './plain-text.ts'

/** How one feature is spoken of. `up` and `down` are whole clauses about the current side. */
interface CheckWords {
  readonly label: string
  readonly up: string
  readonly down: string
  readonly quantity: (value: number) => string
}

const unit = (name: string) => (value: number) => `${formatNumber(value)} ${name}`

const NUMERIC: Readonly<Record<string, CheckWords>> = {
  latency_ms: words('latency', ['Requests take longer', 'Requests are answered faster'], formatDuration),
  cost_usd: words('cost', ['Requests cost more', 'Requests cost less'], (usd) => `$${formatNumber(usd)}`),
  input_characters: words(
    'input length in characters',
    ['Inputs are longer', 'Inputs are shorter'],
    unit('characters'),
  ),
  input_words: words('input length in words', ['Inputs are longer', 'Inputs are shorter'], unit('words')),
  output_characters: words(
    'output length in characters',
    ['Outputs are longer', 'Outputs are shorter'],
    unit('characters'),
  ),
  output_words: words('output length in words', ['Outputs are longer', 'Outputs are shorter'], unit('words')),
  input_tokens: words(
    'input tokens',
    ['Requests use more input tokens', 'Requests use fewer input tokens'],
    unit('tokens'),
  ),
  output_tokens: words(
    'output tokens',
    ['Outputs use more tokens', 'Outputs use fewer tokens'],
    unit('tokens'),
  ),
}

/**
 * The words for one check. Unknown features are named as they are (`Values of score are larger`); the name may be
 * a stranger's: escape what comes out.
 */
export function checkWords(check: string): CheckWords {
  const known = Object.hasOwn(NUMERIC, check) ? NUMERIC[check] : undefined
  if (known) return known
  const label = checkLabel(check)
  return words(label, [`Values of ${label} are larger`, `Values of ${label} are smaller`], formatNumber)
}

/** What a check looks at, in a few words: `scorer contains`, `tag intent`, `latency`. On one line, not escaped. */
export function checkLabel(check: string): string {
  if (Object.hasOwn(NUMERIC, check)) return NUMERIC[check]?.label ?? check
  const name = oneLine(check, 60)
  if (name.startsWith('quality.')) return `pass rate of ${name.slice('quality.'.length)}`
  return name.startsWith('tags.') ? `tag ${name.slice('tags.'.length)}` : name
}

function words(
  label: string,
  [up, down]: readonly [string, string],
  quantity: CheckWords['quantity'],
): CheckWords {
  return { label, up, down, quantity }
}
