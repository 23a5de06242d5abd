import { defineOwnFeatures } from '../queries/features/own-features.ts'
import { summariseLanguages } from '../queries/features/sample-file.ts'
import { summariseCases } from '../queries/summaries/summarise-cases.ts'
import { groupCases, groupedLanguages } from '../queries/summaries/unit-rows.ts'
import type { Case } from '../suite/case.ts'
import { readAllCases } from './cases-in-lake.ts'
import { type DependenceByCheck, dependenceOf, dependenceOfRows } from './dependence-in-lake.ts'
import { readJson } from './json-file.ts'
import type { Ports } from './ports.ts'
import { readDataset } from './read-dataset.ts'
import { describedCases } from './samples-in-lake.ts'
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
      const { db } = scratch
      const described = await describedCases(cases, ports, scratch)
      const languages = await summariseLanguages(db, described)
      await defineOwnFeatures(db, ports.project.config.features)
      const own = await summariseCases(db, cases)
      const dependence = await dependenceOf(own, await groupCases(db))
      const ofLanguages = dependenceOfRows(languages, await groupedLanguages(db, described), null)
      return {
        summaries: byFeature([...own, languages]),
        dependence: new Map([...dependence, ...ofLanguages]),
      }
    },
    ports.project.config.duckdb,
  )
}
