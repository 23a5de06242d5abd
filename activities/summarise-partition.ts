import { join } from 'node:path'
import { summariseTraffic } from '../queries/summarise-traffic.ts'
import { writeSummaries } from '../queries/summary-file.ts'
import { publishJson } from './json-file.ts'
import { nightTrafficPaths } from './night-traffic.ts'
import type { Ports } from './ports.ts'
import { publishNightSample } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'
import { partitionKey } from './summaries-in-lake.ts'
import { type PartitionCounts, partitionCountsKey } from './traffic-summary.ts'

export interface SummarisePartitionInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
  readonly index: number
  readonly partitions: number
}

/**
 * Summarises one partition of the night's records and publishes it as Arrow. Records are dealt to partitions by their
 * key, so that duplicates across files meet in one partition and merging the partitions is exact. The first one also
 * draws the night's sample, whose languages it summarises: a sample is small, whatever the night.
 */
export async function summarisePartition(input: SummarisePartitionInput, ports: Ports): Promise<void> {
  const { lake } = ports
  const key = partitionKey(input.folder, input.index, input.partitions)
  if ((await lake.read(key)) !== null) return
  const files = await nightTrafficPaths(input, lake)
  await withScratch(lake, async ({ db, folder }) => {
    const { summaries, records, duplicates } = await summariseTraffic(db, {
      files,
      partition: { index: input.index, of: input.partitions },
    })
    const path = join(folder, 'summaries.arrow')
    const languages = input.index === 0 ? [await publishNightSample(input, ports, { db, folder })] : []
    await writeSummaries(path, [...summaries, ...languages], {
      night: input.night,
      partition: `${input.index + 1} of ${input.partitions}`,
    })
    await publishJson(lake, partitionCountsKey(key), { records, duplicates } satisfies PartitionCounts)
    await lake.publishFile(key, path)
  })
}
