import type { Case } from '../suite/case.ts'
import { readAllCases } from './cases-in-lake.ts'
import { readJson } from './json-file.ts'
import type { Ports } from './ports.ts'
import { readDataset } from './read-dataset.ts'
import type { SuitePlan } from './suite-plan.ts'

/** The offline cases of a night: those its run asked, else the dataset as it stands. */
export async function offlineCases(folder: string, ports: Ports): Promise<readonly Case[]> {
  const plan = await readJson<SuitePlan>(ports.lake, `${folder}/plan/suite.json`)
  return plan === null ? readDataset(ports.project) : readAllCases(plan, ports.lake)
}
