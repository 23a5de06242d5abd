import { type FlakyCase, flakyCases } from './epochs/flaky-cases.ts'
import type { PassRow } from './pass-table.ts'
import { isSlicing, LEAST_CASES, MOST_VALUES } from './slices.ts'
import { RunTally } from './summarise-run.ts'

/** Adds up a whole run and each of its slices (`slicesOf`) case by case, and holds no case but the most flaky ones. */
export class SuiteTally {
  readonly all: RunTally
  readonly #reducer: string
  /** Of each tag by value; null for one that has too many of them for slices. */
  readonly #tags = new Map<string, Map<string, RunTally> | null>()
  #flaky: FlakyCase[] = []

  /** @param reducer  how a case's epochs become one value */
  constructor(reducer: string) {
    this.#reducer = reducer
    this.all = new RunTally(reducer)
  }

  /** @param epochs all results of one case, which share its tags */
  add(epochs: readonly PassRow[]): void {
    this.all.add(epochs)
    for (const [tag, value] of Object.entries(epochs[0]?.tags ?? {}))
      this.#slice(tag, String(value))?.add(epochs)
    if (epochs.length > 1) this.#flaky.push(...flakyCases(epochs, this.all.scorerNames))
    if (this.#flaky.length > 1000) this.#flaky = this.flaky(100)
  }

  /** The cases whose epochs differ most, at most so many and at most a hundred. */
  flaky(most: number): FlakyCase[] {
    return this.#flaky
      .toSorted((a, b) => b.flipRate - a.flipRate || (a.caseId < b.caseId ? -1 : 1))
      .slice(0, most)
  }

  /** The slices worth looking at, by name. */
  slices(): { readonly name: string; readonly scorers: ReturnType<RunTally['summary']>['scorers'] }[] {
    const names = this.all.scorerNames
    return [...this.#tags]
      .flatMap(([tag, values]) =>
        values === null || !isSlicing([...values.keys()])
          ? []
          : [...values].map(([value, tally]) => ({ name: `${tag}=${value}`, tally })),
      )
      .filter(({ tally }) => tally.rows >= LEAST_CASES)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, tally }) => ({ name, scorers: tally.summary(names).scorers }))
  }

  #slice(tag: string, value: string): RunTally | null {
    const values = this.#tags.get(tag) ?? (this.#tags.has(tag) ? null : new Map<string, RunTally>())
    const tally = values?.get(value) ?? new RunTally(this.#reducer)
    values?.set(value, tally)
    this.#tags.set(tag, values === null || values.size > MOST_VALUES ? null : values)
    return values === null ? null : tally
  }
}
