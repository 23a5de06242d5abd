import {
  CancellationScope,
  executeChild,
  isCancellation,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { OpenedNight } from '../activities/open-night.ts'
import type { Outcome } from '../report/night-report.ts'
import { longActivities, type Patience, shortActivities } from './activity-proxies.ts'
import { stageId } from './ids.ts'
import { nightProgress } from './messages.ts'
import { createStages, type Stages } from './stages.ts'
import { suiteRun } from './suite-run.ts'
import { trafficLoad } from './traffic-load.ts'

export interface NightlyInput {
  readonly night: string
  readonly patience: Patience
  /** Run a complete night once more, as a new revision. */
  readonly force: boolean
}

export interface NightlyOutcome {
  readonly night: string
  readonly revision: number
  readonly outcome: Outcome
  readonly findings: number
}

/**
 * One night: suite and traffic side by side, then compare, issues, report, mail. A stage that fails leaves the rest
 * to go on with what there is; a report and a mail go out however the night ends.
 */
export async function nightly(input: NightlyInput): Promise<NightlyOutcome> {
  const stages = createStages()
  let opened: OpenedNight | null = null
  const revision = () => opened?.revision ?? null
  setHandler(nightProgress, () => ({
    night: input.night,
    revision: revision(),
    ended: stages.ended,
    running: [...stages.running],
  }))

  opened = await open(input)
  if (opened.alreadyComplete)
    return { night: input.night, revision: opened.revision, outcome: 'complete', findings: 0 }

  let cancelled = false
  try {
    if (opened.fault === null) {
      await gather(opened, input.patience, stages)
      await compareAndDeliver(opened, input.patience, stages)
    } else stages.fail('suite', opened.fault)
  } catch (failure) {
    if (!isCancellation(failure)) throw failure
    cancelled = true
  }
  // A cancelled night still says so to its readers.
  const night = opened
  return CancellationScope.nonCancellable(() =>
    tellPeople(night, stages, { cancelled, patience: input.patience }),
  )
}

/**
 * Takes the night's place in the lake. A night that is cancelled meanwhile needs it too, to say so to its readers:
 * opening once more finds the place that the first attempt made, if it did.
 */
async function open({ night, force, patience }: NightlyInput): Promise<OpenedNight> {
  try {
    return await shortActivities(patience).openNight({ night, force })
  } catch (failure) {
    if (!isCancellation(failure)) throw failure
    return CancellationScope.nonCancellable(() => shortActivities('interactive').openNight({ night, force }))
  }
}

/** cases ─▶ run ─▶ results, and logs ─▶ traffic ─▶ summaries, scores, at the same time. */
async function gather(opened: OpenedNight, patience: Patience, stages: Stages): Promise<void> {
  const { workflowId } = workflowInfo()
  const common = { folder: opened.folder, configDigest: opened.configDigest, patience, batchesPerRun: 500 }
  const suite = stages.run('suite', () =>
    executeChild(suiteRun, {
      workflowId: stageId(workflowId, 'suite'),
      args: [{ ...common, profile: 'full', concurrency: 4 }],
    }),
  )
  if (!opened.hasTraffic) stages.skip('traffic', 'the config names no traffic')
  const traffic = opened.hasTraffic
    ? stages
        .run('traffic', () =>
          executeChild(trafficLoad, {
            workflowId: stageId(workflowId, 'traffic'),
            args: [{ ...common, night: opened.night, concurrency: 2 }],
          }),
        )
        .then((loaded) => scoreSample(opened, patience, { stages, loaded: loaded !== null }))
    : Promise.resolve(null)
  const ends = await Promise.allSettled([suite, traffic])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** Scores a sample of the loaded traffic, where the config wants it. What opened the night says so, so that a replay agrees. */
async function scoreSample(
  { night, folder, configDigest, scoresTraffic = false }: OpenedNight,
  patience: Patience,
  { stages, loaded }: { readonly stages: Stages; readonly loaded: boolean },
): Promise<void> {
  if (!scoresTraffic) return
  const { scoreTraffic } = longActivities(patience)
  if (loaded) await stages.run('scoring', () => scoreTraffic({ night, folder, configDigest }))
  else stages.skip('scoring', 'there is no traffic to score')
}

/** results and summaries ─▶ comparisons ─▶ findings ─▶ issues. */
async function compareAndDeliver(opened: OpenedNight, patience: Patience, stages: Stages): Promise<void> {
  const input = { night: opened.night, folder: opened.folder, configDigest: opened.configDigest }
  const done = (name: 'suite' | 'traffic') =>
    stages.ended.some((stage) => stage.name === name && stage.status === 'done')
  const parts = { suite: done('suite'), traffic: done('traffic') }
  if (!parts.suite && !parts.traffic) {
    stages.skip('compare', 'there is nothing to compare')
    stages.skip('issues', 'nothing was compared')
    return
  }
  await stages.run('compare', () => longActivities(patience).compareNight({ ...input, ...parts }))
  if (stages.failed('compare')) stages.skip('issues', 'nothing was compared')
  else await stages.run('issues', () => shortActivities(patience).deliverIssues(input))
}

/** ─▶ report · mail, and the manifest that ends the night. */
async function tellPeople(
  opened: OpenedNight,
  stages: Stages,
  { cancelled, patience }: { cancelled: boolean; patience: Patience },
): Promise<NightlyOutcome> {
  const { renderReport, sendMail, closeNight } = shortActivities(patience)
  const input = () => ({ night: opened, stages: stages.ended, cancelled })
  await stages.run('report', () => renderReport({ ...input(), configDigest: opened.configDigest }))
  await stages.run('mail', () => sendMail({ ...input(), configDigest: opened.configDigest }))
  return closeNight({ ...input(), configDigest: opened.configDigest })
}
