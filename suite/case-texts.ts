import type { Case, Message } from './case.ts'
import type { CaseError } from './case-result.ts'

/** The beginning of a text, and how many characters the whole has. Written by strangers: escape it wherever it goes. */
export interface CutText {
  readonly text: string
  readonly length: number
}

/** What one case asked and what came back in one epoch of a run. */
export interface CaseTexts {
  readonly caseId: string
  readonly epoch: number
  readonly input: CutText
  /** As the dataset has it; `undefined` where the case accepts no answer. */
  readonly expected: unknown
  /** Null when there was no answer. */
  readonly output: CutText | null
  /** JSON, maybe cut; null where nobody told of any. */
  readonly toolCalls: string | null
  readonly model: string | null
  readonly finishReason: string | null
  readonly latencyMs: number | null
  readonly costUsd: number | null
  readonly tokens: { readonly input: number | null; readonly output: number | null }
  readonly fromCache: boolean
  readonly error: CaseError | null
  /** Of the scores, by scorer; null where none was told. */
  readonly reasons: Readonly<Record<string, string | null>>
}

/** What a run's results do not tell of a case: who says what in its conversation, and what a person scored. */
export interface CaseBody {
  /** Null where the input is a text. */
  readonly messages: readonly Message[] | null
  readonly human: NonNullable<Case['human']> | null
}
