/**
 * One scorer's judgement of one output. `value` is in [0, 1]; `null` means unscored, with the reason. Whether it passes
 * is said where the scorer has a mark of its own; else a value of at least 0.5 passes.
 */
export interface Score {
  readonly value: number | null
  readonly passed?: boolean
  readonly reason?: string
  /** What it took, where a model judged. */
  readonly judge?: Pick<Answer, 'tokens' | 'costUsd' | 'fromCache'>
  /** Why a model that should have judged gave no answer. */
  readonly fault?: CaseError
}

/** A tool that the model asks for, with its arguments as a JSON value, or as text when they are not JSON. */
export interface ToolCall {
  readonly name: string
  readonly arguments?: unknown
}

/**
 * Why there is no output: `kind` is what one counts by, `message` never quotes prompts or outputs.
 * - `rate-limited`: told to ask less often · `timeout`: no whole answer in time
 * - `unreachable`: nobody answered, the connection broke, or the service failed (5xx)
 * - `unauthorised`: no case can be asked this way: key, permission, credit, model or address are refused
 * - `rejected`: this very request is refused · `refused`: the model declined · `filtered`: a content filter stopped it
 * - `over-budget`: not asked, because the run's budget is spent
 * - `missing-output`: a recording lacks the case · `invalid-answer`: what came is not an answer
 */
export interface CaseError {
  readonly kind:
    | 'rate-limited'
    | 'timeout'
    | 'unreachable'
    | 'rejected'
    | 'unauthorised'
    | 'refused'
    | 'filtered'
    | 'over-budget'
    | 'missing-output'
    | 'invalid-answer'
  readonly message: string
}

/** Tokens of one answer. `cached` are among the input's, `reasoning` among the output's; absent where nobody told. */
export interface Tokens {
  readonly input: number
  readonly output: number
  readonly cached?: number
  readonly reasoning?: number
}

/** What a target gives back for one case. */
export interface Answer {
  readonly output: string
  readonly model: string | null
  readonly finishReason: string | null
  /** From sending to the last byte; `null` in a recording that does not tell it. */
  readonly latencyMs: number | null
  /** From sending to the first byte of the answer's text; absent where it is not streamed. */
  readonly firstTokenMs?: number | null
  readonly tokens: Tokens | null
  /** US dollars; `null` when it is not known, which is not 0. */
  readonly costUsd: number | null
  /** The provider's name for the state of its service, which changes when that does. */
  readonly fingerprint?: string | null
  /** Set where the answer is one from before, which cost nothing this time. */
  readonly fromCache?: boolean
  /** Of what was sent, without keys and addresses: equal requests have equal digests. */
  readonly requestDigest?: string | null
  /** Absent where nobody told; empty when no tool was asked for. */
  readonly toolCalls?: readonly ToolCall[]
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
