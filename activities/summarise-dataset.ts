import { defineOwnFeatures } from '../queries/features/own-features.ts'
import { summariseCases } from '../queries/summaries/summarise-cases.ts'
import type { Case } from '../suite/case.ts'
import type { Ports } from './ports.ts'
import { publishCaseDescriptions } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'
import { byFeature, type SummaryByFeature } from './summaries-in-lake.ts'

/** The features of the offline cases. */
export async function summariseDataset(cases: readonly Case[], ports: Ports): Promise<SummaryByFeature> {
  return withScratch(
    ports.lake,
    async (scratch) => {
      const languages = await publishCaseDescriptions(cases, ports, scratch)
      await defineOwnFeatures(scratch.db, ports.project.config.features)
      return byFeature([...(await summariseCases(scratch.db, cases)), languages])
    },
    ports.project.config.duckdb,
  )
}
