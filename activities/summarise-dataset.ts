import { defineOwnFeatures } from '../queries/features/own-features.ts'
import { summariseCases } from '../queries/summaries/summarise-cases.ts'
import { groupCases } from '../queries/summaries/unit-rows.ts'
import type { Case } from '../suite/case.ts'
import { readAllCases } from './cases-in-lake.ts'
import { type DependenceByCheck, dependenceOf } from './dependence-in-lake.ts'
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

/** The offline cases of a night. */
export interface SummarisedDataset {
  readonly summaries: SummaryByFeature
  readonly dependence: DependenceByCheck
}

/** The features of the offline cases of a night, and how much those of cases of one group hang together. */
export async function summariseDataset(folder: string, ports: Ports): Promise<SummarisedDataset> {
  const cases = await datasetOf(folder, ports)
  return withScratch(
    ports.lake,
    async (scratch) => {
      const languages = await publishCaseDescriptions(cases, ports, scratch)
      await defineOwnFeatures(scratch.db, ports.project.config.features)
      const own = await summariseCases(scratch.db, cases)
      const dependence = await dependenceOf(own, await groupCases(scratch.db))
      return { summaries: byFeature([...own, languages]), dependence }
    },
    ports.project.config.duckdb,
  )
}
