import type { Case, Expected } from '../../../suite/case.ts'
import type { Answer } from '../../../suite/case-result.ts'

/** An answer that says only this, unless more is given. */
export function answerOf(output: string, more: Partial<Answer> = {}): Answer {
  return { output, model: null, finishReason: null, latencyMs: null, tokens: null, costUsd: null, ...more }
}

/** A case that expects this. */
export function caseOf(expected?: Expected): Case {
  return { id: 'a', input: 'q', ...(expected === undefined ? {} : { expected }) }
}
