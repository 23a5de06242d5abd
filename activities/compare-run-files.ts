import { setImmediate } from 'node:timers/promises'
import { eachCase } from '../queries/results/read-pass-table.ts'
import { reduceRows } from '../suite/epochs/reduce-rows.ts'
import { HeldRun, pairedById } from '../suite/held-run.ts'
import type { PassRow } from '../suite/pass-table.ts'
import { type ComparedSlices, SlicedTally } from '../suite/sliced-tally.ts'
import { type Slice, SliceCounts } from '../suite/slices.ts'
import type { FoundRun } from './find-run.ts'
import { growHeapSlowly } from './grow-heap-slowly.ts'
import { withResults } from './results-in-lake.ts'

/** So many cases take some hundredths of a second; then the worker may say that it lives. */
const BETWEEN_BREATHS = 5_000

/** Read at once: fewer than where a run is closed, because two runs are held beside. */
const FILES = 10

interface Runs {
  readonly base: FoundRun
  readonly head: FoundRun
}

/** Compares two runs over everything and in each slice of the head, each case once, whatever its epochs. */
export async function compareRunFiles({ base, head }: Runs): Promise<ComparedSlices> {
  growHeapSlowly(head.summary.cases)
  const slices = await slicesOfRun(head)
  const [before, after] = [await held(base, slices), await held(head, slices)]
  const tally = new SlicedTally(slices, after.hasGroups)
  let taken = 0
  for (const pair of pairedById(before, after)) {
    tally.add(pair)
    taken += 1
    if (taken % BETWEEN_BREATHS === 0) await setImmediate()
  }
  return tally.compared()
}

async function slicesOfRun(run: FoundRun): Promise<Slice[]> {
  return withResults(run.lake, run.folder, async (db, paths) => {
    const counts = new SliceCounts()
    for await (const [row] of eachCase(db, paths, FILES)) counts.add(row?.tags ?? {})
    return counts.slices()
  })
}

/** A run with the tags that its slices are cut by. */
async function held({ lake, folder, summary }: FoundRun, slices: readonly Slice[]): Promise<HeldRun> {
  const tags = new Set(slices.map(({ tag }) => tag))
  return withResults(lake, folder, async (db, paths) => {
    const run = new HeldRun()
    for await (const epochs of eachCase(db, paths, FILES))
      for (const row of reduceRows(epochs, summary.reducer ?? 'mean')) run.add(row, some(row.tags, tags))
    return run
  })
}

function some(all: PassRow['tags'], kept: ReadonlySet<string>): PassRow['tags'] {
  return Object.fromEntries(Object.entries(all).filter(([tag]) => kept.has(tag)))
}
