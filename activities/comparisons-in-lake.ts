import { join } from 'node:path'
import type { JudgedComparison } from '../drift/comparison.ts'
import { readComparisons as readFile, writeComparisons } from '../queries/results/comparisons-file.ts'
import type { Lake } from './ports.ts'
import { withScratch } from './scratch.ts'

/** Publishes a night's judged comparisons as `comparisons.parquet`. */
export async function publishComparisons(
  comparisons: readonly JudgedComparison[],
  folder: string,
  lake: Lake,
): Promise<void> {
  await withScratch(lake, async ({ db, folder: scratch }) => {
    const path = join(scratch, 'comparisons.parquet')
    await writeComparisons(db, comparisons, path)
    await lake.publishFile(comparisonsKey(folder), path)
  })
}

/** A night's judged comparisons; none where it was not compared. */
export async function readComparisons(lake: Lake, folder: string): Promise<JudgedComparison[]> {
  if ((await lake.read(comparisonsKey(folder))) === null) return []
  const path = await lake.localPath(comparisonsKey(folder))
  return withScratch(lake, ({ db }) => readFile(db, path))
}

function comparisonsKey(folder: string): string {
  return `${folder}/comparisons.parquet`
}
