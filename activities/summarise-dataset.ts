import { defineOwnFeatures } from '../queries/features/own-features.ts'
import { summariseCases } from '../queries/summaries/summarise-cases.ts'
import { readAllCases } from './cases-in-lake.ts'
import type { Ports } from './ports.ts'
import { readDataset } from './read-dataset.ts'
import { publishCaseDescriptions } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'
import type { SuitePlan } from './suite-plan.ts'
import { byFeature, type SummaryByFeature } from './summaries-in-lake.ts'

/** The features of the offline cases: of those the night's run asked, else of the dataset as it stands. */
export async function summariseDataset(plan: SuitePlan | null, ports: Ports): Promise<SummaryByFeature> {
  const cases = plan === null ? await readDataset(ports.project) : await readAllCases(plan, ports.lake)
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
