import type { ComparedRuns } from './compared-runs.ts'
import type { PassRow } from './pass-table.ts'
import { RunsTally } from './runs-tally.ts'
import { isInSlice, type Slice } from './slices.ts'

/** One case in two runs; one of them may lack it. */
export interface CasePair {
  readonly base: PassRow | undefined
  readonly head: PassRow | undefined
}

/** What two runs come to, over everything and in each slice. */
export interface ComparedSlices {
  readonly whole: ComparedRuns
  readonly slices: readonly { readonly slice: Slice; readonly compared: ComparedRuns }[]
  /** Every scorer that gave scores in either run. */
  readonly scorerNames: RunsTally['scorerNames']
}

/** Compares two runs and their slices case by case. */
export class SlicedTally {
  readonly #whole: RunsTally
  readonly #parts: readonly { readonly slice: Slice; readonly tally: RunsTally }[]

  /** @param tellsUnits  as for `ScorerPairs` */
  constructor(slices: readonly Slice[], tellsUnits: boolean) {
    this.#whole = new RunsTally(tellsUnits)
    this.#parts = slices.map((slice) => ({ slice, tally: new RunsTally(tellsUnits) }))
  }

  add({ base, head }: CasePair): void {
    this.#whole.add(base, head)
    for (const { slice, tally } of this.#parts) tally.add(within(base, slice), within(head, slice))
  }

  compared(): ComparedSlices {
    return {
      whole: this.#whole.compared(),
      slices: this.#parts.map(({ slice, tally }) => ({ slice, compared: tally.compared() })),
      scorerNames: this.#whole.scorerNames,
    }
  }
}

function within(row: PassRow | undefined, slice: Slice): PassRow | undefined {
  return row !== undefined && isInSlice(row, slice) ? row : undefined
}
