import type { PairedTexts } from '../../drift/topics/topic-text.ts'

/** Texts of two sides, drawn anew for each run, and what is promised of them. */
export interface Scenario {
  readonly name: string
  readonly runs: number
  /**
   * `quiet`: the test rejects in no more runs than 99.9 % of such simulations at 5 % do; `no finding`: nor are there
   * more findings at 5 %; a number: a finding at a night's level in at least this share of runs; null: only printed.
   */
  readonly promise: 'quiet' | 'no finding' | number | null
  readonly draw: (seed: string) => Promise<PairedTexts>
}
