/** Ends the name of a check of how often a feature was missing. */
export const MISSING = '.missing'

/** Features that hold or do not, as a clause about the texts in which they hold. */
const CLAIMS: Readonly<Record<string, string>> = {
  input_is_json: 'inputs are JSON',
  output_is_json: 'outputs are JSON',
  output_refusal: 'outputs refuse',
}

const LABELS: Readonly<Record<string, string>> = {
  ...textLabels('input'),
  ...textLabels('output'),
  latency_ms: 'latency',
  cost_usd: 'cost',
  turns: 'number of turns',
  hour: 'hour of the day',
  finish_reason: 'finish reason',
  language: 'language of inputs',
  topics: 'topics of inputs',
  coverage: 'coverage by the offline cases',
}

/** Beginnings of the names of checks that people named: the rest is theirs. */
const NAMED = [
  ['quality.', 'pass rate of'],
  ['tags.', 'tag'],
  ['scores.', 'score'],
  ['own.', 'own feature'],
] as const

/**
 * What does a check look at, in a few words? Names that people gave (tags, scores, own features) stand in it as they
 * are, and may be a stranger's: bring them on one line and escape them. Unknown checks are named as they are.
 *
 * @example checkLabel('quality.contains') // 'pass rate of contains'
 * @example checkLabel('output_words.missing') // 'output length in words, missing values'
 */
export function checkLabel(check: string): string {
  if (check.endsWith(MISSING)) return `${checkLabel(check.slice(0, -MISSING.length))}, missing values`
  const claim = checkClaim(check)
  if (claim !== null) return `whether ${claim}`
  if (Object.hasOwn(LABELS, check)) return LABELS[check]!
  const named = NAMED.find(([beginning]) => check.startsWith(beginning))
  return named === undefined ? check : `${named[1]} ${check.slice(named[0].length)}`
}

/**
 * The clause that is true where a feature of yes and no holds; `null` for every other check.
 *
 * @example checkClaim('output_refusal') // 'outputs refuse'
 */
export function checkClaim(check: string): string | null {
  return Object.hasOwn(CLAIMS, check) ? CLAIMS[check]! : null
}

function textLabels(side: 'input' | 'output'): Readonly<Record<string, string>> {
  return {
    [`${side}_characters`]: `${side} length in characters`,
    [`${side}_words`]: `${side} length in words`,
    [`${side}_sentences`]: `${side} length in sentences`,
    [`${side}_tokens`]: `${side} length in tokens`,
    [`${side}_question_share`]: `share of questions in ${side}s`,
    [`${side}_non_letter_share`]: `share of signs and digits in ${side}s`,
    [`${side}_digit_share`]: `share of digits in ${side}s`,
    [`${side}_code_share`]: `share of code in ${side}s`,
    [`${side}_url_share`]: `share of web addresses in ${side}s`,
    [`${side}_repetition`]: `repetition in ${side}s`,
  }
}
