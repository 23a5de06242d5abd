import { publishJson, readJson } from './json-file.ts'
import { type LoadedInRun, loadedFileKey, recordsOf } from './loaded-file.ts'
import { type TrafficPlan, trafficPlanKey } from './plan-traffic.ts'
import type { Ports } from './ports.ts'
import { type TrafficSummary, trafficSummaryKey } from './traffic-summary.ts'

/** A partition of this size is summarised in seconds and in little memory. */
const RECORDS_A_PARTITION = 1_000_000

/** The night whose loaded files are added up. */
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
    const looked = loaded.length + (plan?.leftOut ?? 0)
    const { timezone } = ports.project.config.schedule
    throw new Error(withoutRecords({ night: input.night, timezone, looked }, loaded))
  }
  const read = [...ofNight, ...unreadable]
  // Of a log of many nights nobody knows which of them its broken lines are of.
  const own = read.filter((file) => 2 * recordsOf(file, input.night) >= file.records)
  const summary: TrafficSummary = {
    records,
    files: ofNight.length,
    quarantined: sumOf(read, ({ quarantined }) => quarantined),
    ownLines: {
      all: sumOf(own, (file) => file.records + file.duplicates + file.quarantined),
      quarantined: sumOf(own, ({ quarantined }) => quarantined),
    },
    mostOften: mostOften(own),
    unreadable: unreadable.filter((file) => file.quarantined > 0).map((file) => file.name),
    changed: loaded.filter((file) => file.changed).map((file) => file.name),
    duplicates: sumOf(ofNight, ({ duplicates }) => duplicates),
    leftOut: sumOf(ofNight, ({ leftOut }) => leftOut),
    featureFailures: addFailures(ofNight),
    embedderFaults: [...new Set(ofNight.flatMap(({ embedderFault }) => embedderFault ?? []))],
  }
  await publishJson(ports.lake, trafficSummaryKey(input.folder), summary)
  return { partitions: Math.ceil(records / RECORDS_A_PARTITION) }
}

function sumOf(files: readonly LoadedInRun[], count: (file: LoadedInRun) => number): number {
  return files.reduce((sum, file) => sum + count(file), 0)
}

/** The most frequent reason of all files together; of two as frequent the one that was met first. */
function mostOften(files: readonly LoadedInRun[]): TrafficSummary['mostOften'] {
  const counts = new Map<string, number>()
  for (const { reason, count } of files.flatMap(({ reasons }) => reasons))
    counts.set(reason, (counts.get(reason) ?? 0) + count)
  const [first] = [...counts].sort(([, a], [, b]) => b - a)
  return first === undefined ? null : { reason: first[0], count: first[1] }
}

function addFailures(files: readonly LoadedInRun[]): Record<string, number> {
  const failures: Record<string, number> = {}
  for (const { featureFailures = {} } of files)
    for (const [name, count] of Object.entries(featureFailures))
      failures[name] = (failures[name] ?? 0) + count
  return failures
}

/** Why a night has no traffic: its logs did not come, or came and no line of them could be read. */
function withoutRecords(
  { night, timezone, looked }: { readonly night: string; readonly timezone: string; readonly looked: number },
  loaded: readonly LoadedInRun[],
): string {
  const files = `${looked} log ${looked === 1 ? 'file was' : 'files were'} looked at`
  const what = `Cannot check the traffic of night ${night}: ${files}, and none holds a record of that day (${timezone}).`
  const [worst] = loaded
    .filter((file) => file.records === 0 && file.quarantined > 0)
    .sort((a, b) => b.quarantined - a.quarantined)
  if (worst === undefined) return `${what} Check that its logs were delivered, then run the night again.`
  const often = worst.reasons[0]?.reason ?? 'unknown'
  return `${what} No line of ${worst.name} could be read (${worst.quarantined} in quarantine, most often: ${often}). Mend what writes it, then run the night again.`
}
