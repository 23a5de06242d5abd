import { join } from 'node:path'
import { anchorsOf } from '../drift/anchors.ts'
import { capCategories } from '../drift/cap-categories.ts'
import { anchorGrid, FIXED_GRID } from '../drift/grid.ts'
import { ontoGrid } from '../drift/onto-grid.ts'
import type { NumericSummary, Summary } from '../drift/summary.ts'
import { summariseTraffic } from '../queries/summaries/summarise-traffic.ts'
import { writeSummaries } from '../queries/summaries/summary-file.ts'
import { sampledLanguages, sampleUnits } from '../queries/summaries/unit-rows.ts'
import { dependenceKey, dependenceOf, dependenceOfRows, publishDependence } from './dependence-in-lake.ts'
import { publishJson } from './json-file.ts'
import { nightTrafficPaths } from './night-traffic.ts'
import { offlineSummaries } from './offline-summaries.ts'
import type { Ports } from './ports.ts'
import { nightSampleKey, publishNightSample } from './samples-in-lake.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { partitionKey, type SummaryByFeature } from './summaries-in-lake.ts'
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
 * key, so that duplicates across files meet in one partition and merging the partitions is exact. Numbers are kept over
 * the grid that all nights share, and features that offline cases have too also over the anchors of these; categories up
 * to 10,000 by name. The first partition also draws the night's samples, for its languages and for how much requests hang
 * together: a sample is small, whatever the night.
 */
export async function summarisePartition(input: SummarisePartitionInput, ports: Ports): Promise<void> {
  const { lake } = ports
  const key = partitionKey(input.folder, input.index, input.partitions)
  if ((await lake.read(key)) !== null) return
  const files = await nightTrafficPaths(input, lake)
  await withScratch(
    lake,
    async ({ db, folder }) => {
      const { summaries, ...counts } = await summariseTraffic(db, {
        files,
        partition: { index: input.index, of: input.partitions },
        keep: overGrids(await offlineSummaries(input.folder, ports)),
      })
      const path = join(folder, 'summaries.arrow')
      const languages =
        input.index === 0 ? [await describeNight(input, { files, summaries }, { ports, db, folder })] : []
      await writeSummaries(path, [...summaries.map(capped), ...languages], {
        night: input.night,
        partition: `${input.index + 1} of ${input.partitions}`,
      })
      await publishJson(lake, partitionCountsKey(key), counts satisfies PartitionCounts)
      await lake.publishFile(key, path)
    },
    ports.project.config.duckdb,
  )
}

/** What is known of a night by samples: its languages, and how much requests of one user or conversation hang together. */
async function describeNight(
  night: SummarisePartitionInput,
  { files, summaries }: { readonly files: readonly string[]; readonly summaries: readonly Summary[] },
  { ports, db, folder }: Pick<Scratch, 'db' | 'folder'> & { readonly ports: Ports },
): Promise<Summary> {
  const { lake } = ports
  const languages = await publishNightSample(night, ports, { db, folder })
  const units = await sampleUnits(db, files)
  const found = new Map(await dependenceOf(summaries, units))
  if (units !== null) {
    const rows = await sampledLanguages(db, await lake.localPath(nightSampleKey(night.folder)))
    for (const [check, dependence] of dependenceOfRows(languages, rows, units.spread))
      found.set(check, dependence)
  }
  await publishDependence(lake, dependenceKey(night.folder), found)
  return languages
}

function capped(summary: Summary): Summary {
  return summary.type === 'categorical' ? capCategories(summary) : summary
}

function overGrids(offline: SummaryByFeature): (exact: NumericSummary) => NumericSummary[] {
  const grids = new Map(
    [...offline].flatMap(([feature, reference]) =>
      reference.type === 'numeric' ? [[feature, anchorGrid(anchorsOf(reference))] as const] : [],
    ),
  )
  return (exact) => {
    const own = grids.get(exact.feature)
    return [FIXED_GRID, ...(own === undefined ? [] : [own])].map((grid) => ontoGrid(exact, grid))
  }
}
