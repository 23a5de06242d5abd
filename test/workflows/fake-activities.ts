import { Context } from '@temporalio/activity'
import type { Activities } from '../../activities/catalogue.ts'
import { outcomeOf } from '../../activities/night-ending.ts'

/** One call of an activity, in order of their starts. */
export interface Call {
  readonly name: keyof Activities
  readonly input: unknown
}

/** Activities that do nothing but say that all went well, and remember how they were called. */
export interface FakeActivities {
  readonly activities: Activities
  readonly calls: readonly Call[]
  /** Names only, in order of their starts. */
  names(): (keyof Activities)[]
  /** The inputs of all calls of one activity. */
  inputs<Name extends keyof Activities>(name: Name): Parameters<Activities[Name]>[0][]
}

/** Fakes of all activities: a suite of three batches, a traffic of two files in two partitions, one finding. */
export function fakeActivities(overrides: Partial<Activities> = {}): FakeActivities {
  const calls: Call[] = []
  const remembered = Object.entries({ ...quiet, ...overrides }).map(([name, activity]) => [
    name,
    (input: never) => {
      calls.push({ name: name as keyof Activities, input })
      return activity(input)
    },
  ])
  return {
    activities: Object.fromEntries(remembered),
    calls,
    names: () => calls.map(({ name }) => name),
    inputs: (name) => calls.filter((call) => call.name === name).map((call) => call.input as never),
  }
}

/** An activity that is busy until it is cancelled. */
export async function untilCancelled(): Promise<never> {
  const { heartbeat, cancelled } = Context.current()
  const beat = setInterval(() => heartbeat(), 50)
  try {
    return await cancelled
  } finally {
    clearInterval(beat)
  }
}

/** A door that activities wait at until the test opens it. */
export interface Gate {
  readonly passed: Promise<void>
  open(): void
}

/** Makes a closed door. */
export function createGate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { passed: promise, open: resolve }
}

const quiet: Activities = {
  resolveNight: async () => '2026-11-22',
  openNight: async ({ night }) => ({
    night,
    revision: 1,
    folder: `nights/${night}/r1`,
    configDigest: '0123456789abcdef',
    hasTraffic: true,
    openedAt: '2026-11-23T02:00:00.000Z',
    alreadyComplete: false,
    fault: null,
  }),
  planSuite: async ({ profile }) => ({
    profile,
    datasetDigest: 'd0',
    datasetKey: 'cases/d0.parquet',
    cases: 6,
    batches: 3,
    batchSize: 2,
  }),
  runSuiteBatch: async () => ({ answered: 2, errored: 0 }),
  closeSuite: async ({ plan, configDigest }) => ({
    target: 'replay outputs.jsonl',
    cases: plan.cases,
    counts: { scored: plan.cases, errored: 0, unscored: 0, skipped: 0 },
    scorers: [],
    profile: plan.profile,
    datasetDigest: plan.datasetDigest,
    configDigest,
    finishedAt: '2026-11-23T02:01:00.000Z',
  }),
  planTraffic: async () => ({ files: 2 }),
  loadTrafficFile: async () => ({ nightRecords: 10, quarantined: 1 }),
  closeTraffic: async () => ({ partitions: 2 }),
  summarisePartition: async () => undefined,
  scoreTraffic: async () => ({ scored: 20, skipped: 0 }),
  compareNight: async () => ({ findings: 1 }),
  deliverIssues: async () => ({ issues: 1 }),
  renderReport: async () => undefined,
  sendMail: async () => undefined,
  closeNight: async (ending) => ({
    night: ending.night.night,
    revision: ending.night.revision,
    outcome: outcomeOf(ending, []),
    findings: 1,
  }),
}
