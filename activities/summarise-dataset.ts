import { defineOwnFeatures } from '../queries/features/own-features.ts'
import { summariseCases } from '../queries/summaries/summarise-cases.ts'
import type { Case } from '../suite/case.ts'
import { readAllCases } from './cases-in-lake.ts'
import { readJson } from './json-file.ts'
import type { Ports } from './ports.ts'
import { readDataset } from './read-dataset.ts'
import { publishCaseDescriptions } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'
import type { SuitePlan } from './suite-plan.ts'
import { byFeature, type SummaryByFeature } from './summaries-in-lake.ts'

/** The offline cases of a night: those its run asked, else the dataset as it stands. */
export async function datasetOf(folder: string, { lake, project }: Ports): Promise<readonly Case[]> {
  const plan = await readJson<SuitePlan>(lake, `${folder}/plan/suite.json`)
  return plan === null ? readDataset(project) : readAllCases(plan, lake)
}

/** The features of the offline cases of a night. */
export async function summariseDataset(folder: string, ports: Ports): Promise<SummaryByFeature> {
  const cases = await datasetOf(folder, ports)
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
