import { readJson } from './json-file.ts'
import { digestOfKey, type LoadedFile, loadedFileKey, loadedMarkerKey } from './loaded-file.ts'
import { type TrafficPlan, trafficPlanKey } from './plan-traffic.ts'
import type { Lake } from './ports.ts'

/**
 * Local paths of a night's records, from whichever log files and runs they came. Where a log file was written anew
 * since it was loaded, what its earlier version held is left out: the same requests stand in the new one.
 */
export function nightTrafficPaths(night: NightFolder, lake: Lake): Promise<string[]> {
  return nightFiles('traffic', night, lake)
}

interface NightFolder {
  readonly night: string
  readonly folder: string
}

/** The same for what else is kept a log file and date: the samples of its requests. */
export async function nightFiles(
  kind: 'traffic' | 'samples',
  { night, folder }: NightFolder,
  lake: Lake,
): Promise<string[]> {
  const newest = await newestDigests(folder, lake)
  const keys = await lake.list(`${kind}/date=${night}`)
  const current = await Promise.all(keys.map((key) => isCurrent(key, newest, lake)))
  return Promise.all(keys.filter((_, i) => current[i]).map((key) => lake.localPath(key)))
}

/** Digests of the planned log files as this night's run loaded them, by name. */
async function newestDigests(folder: string, lake: Lake): Promise<ReadonlyMap<string, string>> {
  const plan = await readJson<TrafficPlan>(lake, trafficPlanKey(folder))
  const notes = await Promise.all(
    (plan?.files ?? []).map((_, index) => readJson<LoadedFile>(lake, loadedFileKey(folder, index))),
  )
  return new Map(notes.filter((file) => file !== null).map((file) => [file.name, file.digest]))
}

async function isCurrent(key: string, newest: ReadonlyMap<string, string>, lake: Lake): Promise<boolean> {
  const digest = digestOfKey(key)
  const loaded = await readJson<LoadedFile>(lake, loadedMarkerKey(digest))
  const now = loaded && newest.get(loaded.name)
  return now === undefined || now === null || now === digest
}
