import type { RubricScorer } from '../../suite/config/rubric-scorer.ts'
import type { TargetSpec } from '../../suite/config/target-spec.ts'
import type { Judge } from '../../suite/judge/judge.ts'
import { JUDGE_SYSTEM } from '../../suite/judge/judge-prompt.ts'
import { JUDGE_SCHEMA, VERDICT_TOOL } from '../../suite/judge/judge-verdict.ts'
import { createTarget, readConfigFile, type TargetWorld } from './create-target.ts'

/**
 * Makes the judge of a rubric: a model that is told how to judge, and answers through a schema.
 *
 * @throws ConfigError as `createTarget` does, and for criteria that cannot be read
 */
export async function createJudge(
  { criteria, judge, showExpected }: RubricScorer,
  world: TargetWorld,
): Promise<Judge> {
  const text =
    typeof criteria === 'string' ? criteria : await readConfigFile(criteria.path, 'criteria', world)
  return { criteria: text, showExpected, target: await createTarget(judgingSpec(judge), world) }
}

function judgingSpec(judge: RubricScorer['judge']): TargetSpec {
  if (judge.kind === 'replay') return judge
  const told = { ...judge, system: JUDGE_SYSTEM }
  if (told.kind === 'anthropic') {
    const tool = { name: VERDICT_TOOL, description: 'Gives reasons and verdict.', input_schema: JUDGE_SCHEMA }
    const extra = { tool_choice: { type: 'tool', name: VERDICT_TOOL }, ...told.extra }
    return { ...told, tools: [tool], extra }
  }
  const schema = { name: VERDICT_TOOL, strict: true, schema: JUDGE_SCHEMA }
  const format =
    told.api === 'responses'
      ? { text: { format: { type: 'json_schema', ...schema } } }
      : { response_format: { type: 'json_schema', json_schema: schema } }
  return { ...told, extra: { ...format, ...told.extra } }
}
