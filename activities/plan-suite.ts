import { ConfigError } from '../suite/config/errors.ts'
import { type Profile, WHOLE_SUITE } from '../suite/config/schema.ts'
import { datasetDigest } from '../suite/dataset.ts'
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

/**
 * Reads the dataset, picks the profile's cases and publishes them under their digest. A run that was planned before
 * keeps its plan.
 *
 * @throws ConfigError for an unreadable or empty dataset, an unknown profile, or one that picks no case
 */
export async function planSuite(
  input: {
    readonly folder: string
    readonly configDigest: string
    readonly profile: string
    /** Nights ask anew, to know whether answers are still as good. */
    readonly useCache?: boolean
  },
  ports: Ports,
  attempt: Attempt,
): Promise<SuitePlan> {
  const key = `${input.folder}/plan/suite.json`
  const planned = await readJson<SuitePlan>(ports.lake, key)
  if (planned !== null) return planned
  const profile = profileNamed(input.profile, ports)
  const cases = selectCases(await readDataset(ports.project), profile)
  if (cases.length === 0) {
    throw new ConfigError(
      `Cannot run profile "${input.profile}": no case of the dataset fits it. Loosen its tags or limit in the config.`,
    )
  }
  attempt.heartbeat()
  const digest = datasetDigest(cases)
  const { budgetUsd } = ports.project.config
  const batchSize = Math.max(1, Math.floor(BATCH_SIZE / profile.epochs))
  const plan: SuitePlan = {
    profile: input.profile,
    datasetDigest: digest,
    datasetKey: await publishCases(cases, digest, ports.lake),
    cases: cases.length,
    batches: Math.ceil(cases.length / batchSize),
    batchSize,
    epochs: profile.epochs,
    reducer: profile.reducer,
    ...(input.useCache === undefined ? {} : { useCache: input.useCache }),
    ...(budgetUsd === undefined ? {} : { budgetMicroUsd: Math.floor(budgetUsd * 1e6) }),
  }
  await publishJson(ports.lake, key, plan)
  return plan
}

/** `full` and `release` run everything unless the config says otherwise. */
function profileNamed(name: string, ports: Ports): Profile {
  const profiles: Record<string, Profile> = {
    full: WHOLE_SUITE,
    release: WHOLE_SUITE,
    ...ports.project.config.profiles,
  }
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (profile !== undefined) return profile
  throw new ConfigError(
    `Cannot run profile "${name}": the config has none of this name. Known: ${Object.keys(profiles).join(', ')}.`,
  )
}
