/**
 * One scorer's judgement of one output. `value` is in [0, 1]; `null` means unscored, with the reason.
 * A score passes when its value is at least 0.5 (exact, contains, regex and numeric give only 0 or 1).
 */
export interface Score {
  readonly value: number | null
  readonly reason?: string
}

/** Why there is no output: `kind` is what one counts by, `message` never quotes prompts or outputs. */
export interface CaseError {
  readonly kind:
    | 'rate-limited'
    | 'timeout'
    | 'unreachable'
    | 'rejected'
    | 'unauthorised'
    | 'missing-output'
    | 'invalid-answer'
  readonly message: string
}

/** What a target gives back for one case. */
export interface Answer {
  readonly output: string
  readonly model: string | null
  readonly finishReason: string | null
  readonly latencyMs: number
  readonly tokens: { readonly input: number; readonly output: number } | null
  readonly costUsd: number | null
}

/**
 * One case × epoch of one run. `answered` has an output and a score for every scorer (maybe unscored);
 * `errored` has an error instead; `skipped` was not asked. Epochs count from 1.
 */
export interface CaseResult {
  readonly caseId: string
  readonly epoch: number
  readonly status: 'answered' | 'errored' | 'skipped'
  readonly answer: Answer | null
  readonly error: CaseError | null
  readonly scores: Readonly<Record<string, Score>>
}
