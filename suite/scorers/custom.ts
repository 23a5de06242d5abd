import type { Case } from '../case.ts'
import type { Answer, Score } from '../case-result.ts'
import type { CustomScorer, CustomVerdict } from '../config/custom-scorer.ts'
import { unscored } from './accepted.ts'
import { graded } from './graded.ts'

/**
 * Judges an output by a function of the config. True and false are 1 and 0, null is unscored. A function that throws,
 * or gives no number between 0 and 1, leaves the output unscored; its error's class is told and never its message,
 * which may quote the output.
 */
export async function scoreByFunction(
  answer: Answer,
  item: Case,
  { fn, atLeast }: CustomScorer,
): Promise<Score> {
  try {
    return scoreOf(await fn({ output: answer.output, expected: item.expected, case: item, answer }), atLeast)
  } catch (error) {
    return unscored(`the function threw ${error instanceof Error ? error.constructor.name : typeof error}`)
  }
}

function scoreOf(verdict: CustomVerdict, atLeast: number): Score {
  const told = typeof verdict === 'object' && verdict !== null ? verdict : { value: verdict }
  const { value, reason } = told as { readonly value: unknown; readonly reason?: unknown }
  const why = typeof reason === 'string' ? { reason } : {}
  if (value === null) return { ...unscored('the function gave no value'), ...why }
  if (typeof value === 'boolean') return { value: Number(value), passed: value, ...why }
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    return unscored('the function gave no number between 0 and 1, no boolean and no null')
  return { ...graded(value, atLeast), ...why }
}
