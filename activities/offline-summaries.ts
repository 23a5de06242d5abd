import { join } from 'node:path'
import { readSummaries, writeSummaries } from '../queries/summaries/summary-file.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { offlineDependenceKey, publishDependence } from './dependence-in-lake.ts'
import type { Ports } from './ports.ts'
import { withScratch } from './scratch.ts'
import { byFeature, type SummaryByFeature } from './summaries-in-lake.ts'
import { type SummarisedDataset, summariseDataset } from './summarise-dataset.ts'

/**
 * The features of the offline cases, exact, as a night compares its traffic with them. Published once a night by
 * whoever needs them first, so that all partitions take their anchors from the same values, and the comparison its
 * reference. Empty when the dataset could not be read at that time: the suite's stage says why.
 */
export async function offlineSummaries(folder: string, ports: Ports): Promise<SummaryByFeature> {
  const { lake } = ports
  const key = `${folder}/plan/offline.arrow`
  if ((await lake.read(key)) === null) {
    const { summaries, dependence } = await summarisedOrNone(folder, ports)
    await publishDependence(lake, offlineDependenceKey(folder), dependence)
    await withScratch(lake, async ({ folder: scratch }) => {
      const path = join(scratch, 'offline.arrow')
      await writeSummaries(path, [...summaries.values()], {})
      await lake.publishFile(key, path)
    })
  }
  return byFeature(await readSummaries(await lake.localPath(key)))
}

async function summarisedOrNone(folder: string, ports: Ports): Promise<SummarisedDataset> {
  try {
    return await summariseDataset(folder, ports)
  } catch (error) {
    if (error instanceof ConfigError) return { summaries: new Map(), dependence: new Map() }
    throw error
  }
}
