import { formatDuration } from './format/duration.ts'
import { formatNumber, formatPercent } from './format/number.ts'
import { oneLine } from './plain-text.ts'

/** How one feature is spoken of. `up` and `down` are whole clauses about the current side. */
interface CheckWords {
  readonly label: string
  readonly up: string
  readonly down: string
  /** A value with its unit, for sentences. */
  readonly quantity: (value: number) => string
  /** A value on an axis whose label already names the unit. */
  readonly tick: (value: number) => string
}

const INPUTS = ['Inputs are longer', 'Inputs are shorter'] as const
const OUTPUTS = ['Outputs are longer', 'Outputs are shorter'] as const

const NUMERIC: Readonly<Record<string, CheckWords>> = {
  latency_ms: measured('latency', ['Requests take longer', 'Requests are answered faster'], formatDuration),
  cost_usd: measured('cost', ['Requests cost more', 'Requests cost less'], (usd) => `$${formatNumber(usd)}`),
  input_characters: counted('input length in characters', INPUTS, 'characters'),
  input_words: counted('input length in words', INPUTS, 'words'),
  output_characters: counted('output length in characters', OUTPUTS, 'characters'),
  output_words: counted('output length in words', OUTPUTS, 'words'),
  input_tokens: counted(
    'input tokens',
    ['Requests use more input tokens', 'Requests use fewer input tokens'],
    'tokens',
  ),
  output_tokens: counted('output tokens', ['Outputs use more tokens', 'Outputs use fewer tokens'], 'tokens'),
  input_sentences: counted('input length in sentences', INPUTS, 'sentences'),
  output_sentences: counted('output length in sentences', OUTPUTS, 'sentences'),
  turns: counted('turns', ['Conversations are longer', 'Conversations are shorter'], 'turns'),
  ...sharesOf('input', 'Inputs'),
  ...sharesOf('output', 'Outputs'),
}

/** Names of categorical features that need more words than their own. */
const CATEGORICAL: Readonly<Record<string, string>> = {
  language: 'language of inputs, on a sample',
  output_refusal: 'refusals',
  input_is_json: 'JSON as input',
  output_is_json: 'JSON as output',
  hour: 'hour of day',
  finish_reason: 'finish reason',
}

/** What stands before the name of a tag, a score or an own feature. */
const KINDS: readonly (readonly [string, string])[] = [
  ['quality.', 'pass rate of'],
  ['tags.', 'tag'],
  ['scores.', 'score'],
  ['own.', 'own feature'],
]

/**
 * The words for one check. Unknown features are named as they are (`Values of score are larger`); the name may be
 * a stranger's: escape what comes out.
 */
export function checkWords(check: string): CheckWords {
  const known = Object.hasOwn(NUMERIC, check) ? NUMERIC[check] : undefined
  if (known) return known
  const label = checkLabel(check)
  return measured(label, [`Values of ${label} are larger`, `Values of ${label} are smaller`], formatNumber)
}

/** Ends the name of a check of how often a feature was missing. */
export const MISSING = '.missing'

/**
 * What a check looks at, in a few words: `pass rate of contains`, `tag intent`, `latency`, `latency, missing values`.
 * On one line, not escaped.
 */
export function checkLabel(check: string): string {
  if (check.endsWith(MISSING)) return `${checkLabel(check.slice(0, -MISSING.length))}, missing values`
  if (Object.hasOwn(NUMERIC, check)) return NUMERIC[check]?.label ?? check
  if (Object.hasOwn(CATEGORICAL, check)) return CATEGORICAL[check] ?? check
  const name = oneLine(check, 60)
  const kind = KINDS.find(([start]) => name.startsWith(start))
  return kind === undefined ? name : `${kind[1]} ${name.slice(kind[0].length)}`
}

/** Shares of a text; `who` begins the sentences about it. */
function sharesOf(side: string, who: string): Readonly<Record<string, CheckWords>> {
  const share = (name: string, [label, what]: readonly [string, string]): [string, CheckWords] => {
    const directions = [`${who} consist more of ${what}`, `${who} consist less of ${what}`] as const
    return [`${side}_${name}`, measured(`${label} of ${side}s`, directions, formatPercent)]
  }
  return Object.fromEntries([
    share('question_share', ['share of questions', 'questions']),
    share('non_letter_share', ['share of signs and digits', 'signs and digits']),
    share('digit_share', ['share of digits', 'digits']),
    share('code_share', ['share of code', 'code']),
    share('url_share', ['share of addresses', 'web addresses']),
    share('repetition', ['repetition', 'repeated words']),
  ])
}

function measured(
  label: string,
  [up, down]: readonly [string, string],
  quantity: CheckWords['quantity'],
): CheckWords {
  return { label, up, down, quantity, tick: quantity }
}

function counted(label: string, directions: readonly [string, string], unit: string): CheckWords {
  const words = measured(label, directions, (value) => `${formatNumber(value)} ${unit}`)
  return { ...words, tick: formatNumber }
}
