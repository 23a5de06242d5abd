import { z } from 'zod'
import { fileSpec } from './file-spec.ts'
import { scorerNameSpec } from './scorer-name.ts'
import { anthropicSpec } from './targets/anthropic.ts'
import { openaiSpec } from './targets/openai.ts'
import { replaySpec } from './targets/replay.ts'

/** A recording stands for a judge in demonstrations and tests: its outputs are verdicts, by case. */
const judgeSpec = z
  .discriminatedUnion('kind', [openaiSpec, anthropicSpec, replaySpec])
  .refine(hasNoInstructions, {
    error: 'a judge is told what to do by nightdrift; leave out `system`, `prompt` and `tools`',
  })

export const rubricSpec = z.strictObject({
  kind: z.literal('rubric'),
  name: scorerNameSpec.optional(),
  /** What a good answer does, for the judge to hold answers against. */
  criteria: z.union([z.string().min(1), fileSpec]),
  judge: judgeSpec,
  /** Partial answers, worth 0.5, pass unless this says more. */
  atLeast: z.number().gt(0).max(1).default(0.5),
  /**
   * On: with the expected answer before it a judge is surer. Off, it judges cases as it judges a night's requests, which
   * have none, so that the two can be compared.
   */
  showExpected: z.boolean().default(true),
  /** Off: a model is lenient with itself. */
  allowSelf: z.boolean().default(false),
})

export type RubricScorer = z.output<typeof rubricSpec>

/**
 * A model judges the output by criteria of yours. It gives its reasons before its verdict: pass (1), partial (0.5) or
 * fail (0).
 *
 * @example rubric({ criteria: file('prompts/tone.md'), judge: anthropic({ model: 'claude-sonnet-4-5' }) })
 */
export function rubric(options: Omit<z.input<typeof rubricSpec>, 'kind'>): z.input<typeof rubricSpec> {
  return { kind: 'rubric', ...options }
}

function hasNoInstructions(judge: object): boolean {
  return ['system', 'prompt', 'tools'].every((key) => Reflect.get(judge, key) === undefined)
}
