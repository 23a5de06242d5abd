import { join } from 'node:path'
import type { Summary } from '../drift/summary.ts'
import { readSummaries, SummaryVersionError, writeSummaries } from '../queries/summaries/summary-file.ts'
import type { Lake } from './ports.ts'
import { withScratch } from './scratch.ts'
import { byFeature, type SummaryByFeature } from './summaries-in-lake.ts'

/** Where the summaries stand of the nights that a night froze. */
export function frozenKey(folder: string): string {
  return `${folder}/frozen.arrow`
}

/** Publishes the summaries of the nights that are frozen tonight, pooled feature by feature. */
export async function publishFrozen(
  lake: Lake,
  folder: string,
  summaries: readonly Summary[],
): Promise<void> {
  await withScratch(lake, async ({ folder: scratch }) => {
    const path = join(scratch, 'frozen.arrow')
    await writeSummaries(path, summaries, {})
    await lake.publishFile(frozenKey(folder), path)
  })
}

/** The summaries of frozen nights, by where they stand; empty where another version of nightdrift wrote them. */
export async function readFrozen(
  lake: Lake,
  keys: Iterable<string>,
): Promise<ReadonlyMap<string, SummaryByFeature>> {
  const found = [...new Set(keys)].map(async (key) => [key, await readOne(lake, key)] as const)
  return new Map(await Promise.all(found))
}

async function readOne(lake: Lake, key: string): Promise<SummaryByFeature> {
  try {
    return byFeature(await readSummaries(await lake.localPath(key)))
  } catch (error) {
    if (error instanceof SummaryVersionError) return new Map()
    throw error
  }
}
