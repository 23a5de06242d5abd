import { asksNobody } from '../suite/asks-nobody.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Profile } from '../suite/config/profile-spec.ts'
import { profileNamed } from '../suite/profile.ts'
import { publishCases } from './cases-in-lake.ts'
import { chooseCases } from './choose-cases.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Attempt, Ports } from './ports.ts'
import type { SuitePlan } from './suite-plan.ts'

/**
 * Asks of one batch: few enough that a suite is dealt to several workers and its progress is seen, enough that what a batch
 * costs besides is little; 100,000 cases stay below 1,000 events of history. Where nobody is asked, a batch takes no time
 * worth keeping, and a million cases are few files.
 */
const BATCH_SIZE = { asking: 250, replaying: 1000 }

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
  const choice = { profile: input.profile, rule, project: ports.project }
  const cases = await publishCases(heeding(chooseCases(choice), attempt), ports.lake)
  const budgetUsd = rule.budgetUsd ?? ports.project.config.budgetUsd
  const size = asksNobody(rule, ports.project.config) ? BATCH_SIZE.replaying : BATCH_SIZE.asking
  const batchSize = Math.max(1, Math.floor(size / rule.epochs))
  const plan: SuitePlan = {
    profile: input.profile,
    rule,
    commit: await ports.repository.head(),
    configDigest: input.configDigest,
    datasetDigest: cases.digest,
    datasetKey: cases.key,
    cases: cases.count,
    batches: Math.ceil(cases.count / batchSize),
    batchSize,
    epochs: rule.epochs,
    reducer: rule.reducer,
    ...(input.useCache === undefined ? {} : { useCache: input.useCache }),
    ...(budgetUsd === undefined ? {} : { budgetMicroUsd: Math.floor(budgetUsd * 1e6) }),
  }
  await publishJson(ports.lake, key, plan)
  return plan
}

/** The same cases, while the attempt says that it lives, and stops where it should. */
async function* heeding<T>(cases: AsyncIterable<T>, attempt: Attempt): AsyncGenerator<T> {
  for await (const some of cases) {
    attempt.heartbeat()
    attempt.signal.throwIfAborted()
    yield some
  }
}

/** The rest of a run asks and judges as its beginning did. */
function refuseOther(planned: SuitePlan, { folder, configDigest }: PlanSuiteInput): SuitePlan {
  if (planned.configDigest === undefined || planned.configDigest === configDigest) return planned
  throw new ConfigError(
    `Cannot go on with ${folder}: it began under config ${planned.configDigest}, and the config is now ${configDigest}. Take the change back, or start a new run.`,
  )
}
