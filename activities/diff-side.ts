import { reduceRows } from '../suite/epochs/reduce-rows.ts'
import type { DiffSide } from '../suite/gate/diff.ts'
import type { FoundRun } from './find-run.ts'
import { passTableOf } from './results-in-lake.ts'

/** A finished run as one side of a diff: each case once, whatever its epochs. */
export async function diffSideOf({ lake, folder, summary }: FoundRun): Promise<DiffSide> {
  return {
    rows: reduceRows(await passTableOf(lake, folder), summary.reducer ?? 'mean'),
    datasetDigest: summary.datasetDigest,
    scorerDigests: summary.provenance?.scorerDigests ?? null,
    judgeDigests: summary.provenance?.judgeDigests ?? {},
  }
}
