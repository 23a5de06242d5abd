import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow'
import { longActivities, type Patience, shortActivities } from './activity-proxies.ts'
import { batchProgress } from './messages.ts'
import { runWindow } from './window.ts'

export interface TrafficLoadInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
  readonly patience: Patience
  /** Files or partitions under way at once. */
  readonly concurrency: number
  /** Continue as new after so many files, or when the server says so. */
  readonly batchesPerRun: number
  /** Where an earlier run of this workflow stopped. */
  readonly resume?: {
    readonly files: number
    readonly cursor: number
    readonly records: number
    readonly quarantined: number
  }
}

export interface TrafficLoadOutcome {
  readonly files: number
  readonly records: number
  readonly quarantined: number
}

/** Brings the night's logs into the lake, file by file, and summarises the night, partition by partition. */
export async function trafficLoad(input: TrafficLoadInput): Promise<TrafficLoadOutcome> {
  const { night, folder, configDigest, patience, resume } = input
  const { planTraffic, closeTraffic } = shortActivities(patience)
  const { loadTrafficFile, summarisePartition } = longActivities(patience)
  const counts = {
    done: resume?.cursor ?? 0,
    records: resume?.records ?? 0,
    quarantined: resume?.quarantined ?? 0,
  }
  let files = resume?.files ?? null
  setHandler(batchProgress, () => ({
    done: counts.done,
    total: files,
    items: counts.records,
    faults: counts.quarantined,
  }))

  files ??= (await planTraffic({ folder, configDigest })).files
  const from = resume?.cursor ?? 0
  const cursor = await runWindow({
    from,
    to: Math.min(files, from + input.batchesPerRun),
    concurrency: input.concurrency,
    mayLaunch: () => !workflowInfo().continueAsNewSuggested,
    launch: async (index) => {
      const loaded = await loadTrafficFile({ night, folder, configDigest, index })
      counts.done += 1
      counts.records += loaded.nightRecords
      counts.quarantined += loaded.quarantined
    },
  })
  if (cursor < files) {
    await continueAsNew<typeof trafficLoad>({
      ...input,
      resume: { files, cursor, records: counts.records, quarantined: counts.quarantined },
    })
  }
  const { partitions } = await closeTraffic({ night, folder, configDigest })
  await runWindow({
    from: 0,
    to: partitions,
    concurrency: input.concurrency,
    mayLaunch: () => true,
    launch: (index) => summarisePartition({ night, folder, configDigest, index, partitions }),
  })
  return { files, records: counts.records, quarantined: counts.quarantined }
}
