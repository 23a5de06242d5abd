import type { RunSummary } from '../../activities/run-summary.ts'
import type { CaseOutcome, RunRows } from '../../suite/case-outcomes.ts'
import type { CaseBody, CaseTexts } from '../../suite/case-texts.ts'

/** A finished run as its page tells it. */
export interface ViewedRun extends RunRows {
  /** As commands take it: a night's revision, or the id of an `eval` run. */
  readonly name: string
  readonly summary: RunSummary
  /** Of the shown cases, by id, epochs in their order. */
  readonly texts: ReadonlyMap<string, readonly CaseTexts[]>
}

/** A run, or two runs side by side. Every text in it was written by strangers. */
export interface RunView {
  /** The config's name. */
  readonly suite: string
  readonly head: ViewedRun
  readonly base: ViewedRun | null
  /** Of both runs, the head's order first. */
  readonly scorers: readonly string[]
  /** Every case of either run. */
  readonly outcomes: readonly CaseOutcome[]
  /** Those of them whose texts are in the page, in the order they are listed in. */
  readonly shown: readonly CaseOutcome[]
  /** Conversations and human scores of shown cases. */
  readonly bodies: ReadonlyMap<string, CaseBody>
  /** Longer texts are cut to so many characters. */
  readonly cap: number
}
