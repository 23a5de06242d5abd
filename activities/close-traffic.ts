import { publishJson, readJson } from './json-file.ts'
import { type LoadedInRun, loadedFileKey, recordsOf } from './loaded-file.ts'
import { type TrafficPlan, trafficPlanKey } from './plan-traffic.ts'
import type { Ports } from './ports.ts'
import { type TrafficSummary, trafficSummaryKey } from './traffic-summary.ts'

/** A partition of this size is summarised in seconds and in little memory. */
const RECORDS_A_PARTITION = 1_000_000

export interface CloseTrafficInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
}

/**
 * Adds up what became of the log lines of the files that hold this night's traffic, and says in how many partitions
 * the night is summarised.
 *
 * @throws Error when no record is of this night: its logs may still be on their way, so it is worth trying again
 */
export async function closeTraffic(
  input: CloseTrafficInput,
  ports: Ports,
): Promise<{ readonly partitions: number }> {
  const plan = await readJson<TrafficPlan>(ports.lake, trafficPlanKey(input.folder))
  const notes = (plan?.files ?? []).map((_, index) =>
    readJson<LoadedInRun>(ports.lake, loadedFileKey(input.folder, index)),
  )
  const loaded = (await Promise.all(notes)).filter((file) => file !== null)
  const ofNight = loaded.filter((file) => recordsOf(file, input.night) > 0)
  const unreadable = loaded.filter(({ records, loadedIn }) => records === 0 && loadedIn === input.night)
  const records = ofNight.reduce((sum, file) => sum + recordsOf(file, input.night), 0)
  if (records === 0) {
    throw new Error(
      `Cannot check the traffic of night ${input.night}: none of the ${loaded.length + (plan?.leftOut ?? 0)} log files holds a record of that day (${ports.project.config.schedule.timezone}). Check that its logs were delivered, then run the night again.`,
    )
  }
  const summary: TrafficSummary = {
    records,
    files: ofNight.length,
    quarantined: [...ofNight, ...unreadable].reduce((sum, file) => sum + file.quarantined, 0),
    unreadable: unreadable.filter((file) => file.quarantined > 0).map((file) => file.name),
    changed: loaded.filter((file) => file.changed).map((file) => file.name),
    duplicates: ofNight.reduce((sum, file) => sum + file.duplicates, 0),
  }
  await publishJson(ports.lake, trafficSummaryKey(input.folder), summary)
  return { partitions: Math.ceil(records / RECORDS_A_PARTITION) }
}
