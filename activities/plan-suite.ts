import type { Case } from '../suite/case.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Profile } from '../suite/config/profile-spec.ts'
import { datasetDigest } from '../suite/dataset.ts'
import { profileNamed } from '../suite/profile.ts'
import { selectCases } from '../suite/select-cases.ts'
import { publishCases } from './cases-in-lake.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Attempt, Ports } from './ports.ts'
import { readDataset } from './read-dataset.ts'
import type { SuitePlan } from './suite-plan.ts'

/**
 * Asks of one batch: few enough that a suite is dealt to several workers and its progress is seen, enough that what a batch
 * costs besides is little; 100,000 cases stay below 1,000 events of history. */
const BATCH_SIZE = 250

/** What is to be planned. */
export interface PlanSuiteInput {
  readonly folder: string
  readonly configDigest: string
  readonly profile: string
  /** Nights ask anew, to know whether answers are still as good. */
  readonly useCache?: boolean
  /** Instead of what the profile of this name says. */
  readonly rule?: Profile
}

/**
 * Reads the dataset, picks the profile's cases and publishes them under their digest. A run that was planned before
 * keeps its plan.
 *
 * @throws ConfigError for an unreadable or empty dataset, an unknown profile, one that picks no case, or a run that began
 *   under another config
 */
export async function planSuite(input: PlanSuiteInput, ports: Ports, attempt: Attempt): Promise<SuitePlan> {
  const key = `${input.folder}/plan/suite.json`
  const planned = await readJson<SuitePlan>(ports.lake, key)
  if (planned !== null) return refuseOther(planned, input)
  const rule = input.rule ?? profileNamed(input.profile, ports.project.config)
  const cases = await casesOf(input.profile, rule, ports)
  attempt.heartbeat()
  const digest = datasetDigest(cases)
  const budgetUsd = rule.budgetUsd ?? ports.project.config.budgetUsd
  const batchSize = Math.max(1, Math.floor(BATCH_SIZE / rule.epochs))
  const plan: SuitePlan = {
    profile: input.profile,
    rule,
    commit: await ports.repository.head(),
    configDigest: input.configDigest,
    datasetDigest: digest,
    datasetKey: await publishCases(cases, digest, ports.lake),
    cases: cases.length,
    batches: Math.ceil(cases.length / batchSize),
    batchSize,
    epochs: rule.epochs,
    reducer: rule.reducer,
    ...(input.useCache === undefined ? {} : { useCache: input.useCache }),
    ...(budgetUsd === undefined ? {} : { budgetMicroUsd: Math.floor(budgetUsd * 1e6) }),
  }
  await publishJson(ports.lake, key, plan)
  return plan
}

/**
 * The cases that a profile runs.
 *
 * @throws ConfigError for an unreadable or empty dataset, or when no case fits
 */
export async function casesOf(
  profile: string,
  rule: Profile,
  { project }: Pick<Ports, 'project'>,
): Promise<Case[]> {
  const cases = selectCases(await readDataset(project), rule)
  if (cases.length > 0) return cases
  throw new ConfigError(
    `Cannot run profile "${profile}": no case of the dataset fits it. Loosen its ids, tags or limit in the config.`,
  )
}

/** The rest of a run asks and judges as its beginning did. */
function refuseOther(planned: SuitePlan, { folder, configDigest }: PlanSuiteInput): SuitePlan {
  if (planned.configDigest === undefined || planned.configDigest === configDigest) return planned
  throw new ConfigError(
    `Cannot go on with ${folder}: it began under config ${planned.configDigest}, and the config is now ${configDigest}. Take the change back, or start a new run.`,
  )
}
