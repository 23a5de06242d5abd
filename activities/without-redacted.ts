import type { CaseResult } from '../suite/case-result.ts'
import type { Config } from '../suite/config/schema.ts'
import { type ScorerSpec, scorerName } from '../suite/config/scorer-spec.ts'

/** What redaction puts where it takes something out, beside the names of own patterns. */
const MARKS = ['card', 'email', 'ip', 'key', 'phone']

/**
 * A scored request without the scores that redaction may have spoiled: a number without quotes that became `[phone]` is no
 * JSON any more. Whether an output holds a mark, and not how it scored, decides, so that the rest is not the better part.
 */
export function withoutRedacted(
  result: CaseResult,
  { scorers, redact }: { readonly scorers: readonly ScorerSpec[]; readonly redact: Config['redact'] },
): CaseResult {
  const output = result.answer?.output ?? ''
  if (redact === false || !holdsMark(output, [...MARKS, ...Object.keys(redact.patterns)])) return result
  const spoiled = scorers.filter(({ kind }) => kind === 'validJson' || kind === 'jsonSchema').map(scorerName)
  const scores = Object.entries(result.scores).map(([name, score]) => [
    name,
    spoiled.includes(name) ? SPOILED : score,
  ])
  return { ...result, scores: Object.fromEntries(scores) }
}

const SPOILED = { value: null, reason: 'something personal or secret was taken out of the output' }

function holdsMark(text: string, names: readonly string[]): boolean {
  return names.some((name) => text.includes(`[${name}]`))
}
