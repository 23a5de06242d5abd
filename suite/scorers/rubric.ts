import type { Case } from '../case.ts'
import type { Answer, Score } from '../case-result.ts'
import { judgePrompt } from '../judge/judge-prompt.ts'
import { readVerdict } from '../judge/judge-verdict.ts'
import { TargetError } from '../target.ts'
import { unscored } from './accepted.ts'
import { graded } from './graded.ts'

/** Asks a judge, and waits and tries again where that can help. */
type AskJudge = (prompt: string, caseId: string) => Promise<Answer>

export interface RubricOptions {
  readonly criteria: string
  readonly showExpected?: boolean
  readonly atLeast: number
  readonly ask: AskJudge
}

/**
 * Lets a model judge an output by criteria. The score keeps the judge's reasons, and what the judgement took.
 *
 * @returns unscored when the judge cannot be asked, or gives no verdict that can be read
 */
export async function scoreRubric(
  answer: Answer,
  item: Case,
  { criteria, showExpected = true, atLeast, ask }: RubricOptions,
): Promise<Score> {
  try {
    const shown = showExpected ? item : { id: item.id, input: item.input }
    const judged = await ask(judgePrompt(criteria, shown, answer.output), item.id)
    const verdict = readVerdict(judged)
    const judge = judgementOf(judged)
    if (verdict === null) return { ...unscored('the judge gave no verdict that can be read'), judge }
    const { value, passed } = graded(verdict.value, atLeast)
    return { value, ...(passed === undefined ? {} : { passed }), reason: verdict.reasons, judge }
  } catch (error) {
    if (error instanceof TargetError) {
      const { kind, message } = error
      return { ...unscored(`the judge could not be asked (${kind})`), fault: { kind, message } }
    }
    throw error
  }
}

function judgementOf({ tokens, costUsd, fromCache = false }: Answer): NonNullable<Score['judge']> {
  return { tokens, costUsd, fromCache }
}
