import { z } from 'zod'
import { answerScorerSpecs } from './answer-scorers.ts'
import { customSpec } from './custom-scorer.ts'
import { rubricSpec } from './rubric-scorer.ts'
import { targetFiles } from './target-spec.ts'
import { textScorerSpecs } from './text-scorers.ts'

/** How an output is judged, as plain data; unknown keys are refused. */
export const scorerSpec = z.discriminatedUnion('kind', [
  ...textScorerSpecs,
  ...answerScorerSpecs,
  rubricSpec,
  customSpec,
])

/** A checked scorer with its defaults filled in. */
export type ScorerSpec = z.output<typeof scorerSpec>

/** The name a scorer goes by: its own, else its kind. */
export function scorerName(spec: ScorerSpec): string {
  return spec.name ?? spec.kind
}

/** The files a scorer names, as its config writes them: what they hold changes its scores. */
export function scorerFiles(spec: ScorerSpec): string[] {
  if (spec.kind !== 'rubric') return []
  return [...(typeof spec.criteria === 'object' ? [spec.criteria.path] : []), ...targetFiles(spec.judge)]
}
