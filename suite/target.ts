import type { Case } from './case.ts'
import type { Answer, CaseError } from './case-result.ts'

/**
 * What the suite is run against: a model endpoint or recorded outputs.
 * `ask` throws `TargetError` when the case has no answer; anything else thrown is a fault of the program.
 */
export interface Target {
  /** Names the target in reports: `openai gpt-5-mini`. */
  readonly name: string
  ask(item: Case, options: { readonly signal: AbortSignal }): Promise<Answer>
}

/** A case could not be answered; `retryAfterMs` is set when asking again later can help. */
export class TargetError extends Error {
  readonly kind: CaseError['kind']
  readonly retryAfterMs: number | null

  constructor(kind: CaseError['kind'], message: string, retryAfterMs: number | null = null) {
    super(message)
    this.name = 'TargetError'
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}
