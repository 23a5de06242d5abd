import { checkLabel } from '../drift/check-label.ts'
import { formatDuration } from './format/duration.ts'
import { formatNumber, formatPercent } from './format/number.ts'
import { oneLine } from './plain-text.ts'

/** How the values of one feature are spoken of. `up` and `down` are whole clauses about the current side. */
interface ValueWords {
  readonly up: string
  readonly down: string
  /** A value with its unit, for sentences. */
  readonly quantity: (value: number) => string
  /** A value on an axis whose label already names the unit. */
  readonly tick: (value: number) => string
}

type Directions = readonly [up: string, down: string]

const INPUTS = ['Inputs are longer', 'Inputs are shorter'] as const
const OUTPUTS = ['Outputs are longer', 'Outputs are shorter'] as const

const NUMERIC: Readonly<Record<string, ValueWords>> = {
  latency_ms: measured(['Requests take longer', 'Requests are answered faster'], formatDuration),
  cost_usd: measured(['Requests cost more', 'Requests cost less'], (usd) => `$${formatNumber(usd)}`),
  input_characters: counted(INPUTS, 'characters'),
  input_words: counted(INPUTS, 'words'),
  input_sentences: counted(INPUTS, 'sentences'),
  input_tokens: counted(['Requests use more input tokens', 'Requests use fewer input tokens'], 'tokens'),
  output_characters: counted(OUTPUTS, 'characters'),
  output_words: counted(OUTPUTS, 'words'),
  output_sentences: counted(OUTPUTS, 'sentences'),
  output_tokens: counted(['Outputs use more tokens', 'Outputs use fewer tokens'], 'tokens'),
  turns: counted(['Conversations are longer', 'Conversations are shorter'], 'turns'),
  ...sharesOf('input', 'Inputs'),
  ...sharesOf('output', 'Outputs'),
}

/**
 * The words for one check. Values of unknown features are named as they are (`Values of own feature ratio are larger`);
 * the name may be a stranger's: escape what comes out.
 */
export function checkWords(check: string): ValueWords & { readonly label: string } {
  const label = shownLabel(check)
  const known = Object.hasOwn(NUMERIC, check) ? NUMERIC[check] : undefined
  const words =
    known ?? measured([`Values of ${label} are larger`, `Values of ${label} are smaller`], formatNumber)
  return { label, ...words }
}

/** What a check looks at (`pass rate of contains`, `tag intent`), on one line, not escaped. */
export function shownLabel(check: string): string {
  return oneLine(checkLabel(check), 80)
}

/** Shares of a text; `who` begins the sentences about it. */
function sharesOf(side: string, who: string): Readonly<Record<string, ValueWords>> {
  const share = (name: string, what: string): [string, ValueWords] => [
    `${side}_${name}`,
    measured([`${who} consist more of ${what}`, `${who} consist less of ${what}`], formatPercent),
  ]
  return Object.fromEntries([
    share('question_share', 'questions'),
    share('non_letter_share', 'signs and digits'),
    share('digit_share', 'digits'),
    share('code_share', 'code'),
    share('url_share', 'web addresses'),
    share('repetition', 'repeated words'),
  ])
}

function measured([up, down]: Directions, quantity: ValueWords['quantity']): ValueWords {
  return { up, down, quantity, tick: quantity }
}

function counted(directions: Directions, unit: string): ValueWords {
  return { ...measured(directions, (value) => `${formatNumber(value)} ${unit}`), tick: formatNumber }
}
