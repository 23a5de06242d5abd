import { publishJson, readJson } from './json-file.ts'
import { loadedOfNight } from './loaded-file.ts'
import { logTreatment, treatmentKey } from './log-treatment.ts'
import { nightOfFolder } from './night-keys.ts'
import type { LogFile, Ports } from './ports.ts'
import { type SeenLog, seenLogs, versionId } from './seen-logs.ts'

/** A log file as it was planned; `digest` is that of its content when this version of it was read before. */
export interface PlannedLog extends LogFile {
  readonly digest: string | null
  /** Place in the config's `traffic` of the first source that names the file. */
  readonly source: number
}

type FoundLog = Omit<PlannedLog, 'digest'>

/** The log files of a night's run, in name order. */
export interface TrafficPlan {
  readonly files: readonly PlannedLog[]
  /** Files that earlier nights have read and that hold nothing of this night: they are no part of `files`. */
  readonly leftOut: number
}

/**
 * Lists the config's log files. A night that was planned before keeps its list. Files that are known by name, size and
 * version, and hold no record of this night, are left out: a night's cost does not grow with old logs.
 *
 * @throws Error when no file matches: logs may still be on their way, so it is worth trying again
 */
export async function planTraffic(
  input: { readonly folder: string; readonly configDigest: string },
  ports: Ports,
): Promise<{ readonly files: number }> {
  const key = trafficPlanKey(input.folder)
  const planned = await readJson<TrafficPlan>(ports.lake, key)
  if (planned !== null) return { files: planned.files.length }
  const found = await listLogs(ports)
  const files = await withoutOldOnes(found, nightOfFolder(input.folder), ports)
  const plan: TrafficPlan = { files, leftOut: found.length - files.length }
  const outcome = await publishJson(ports.lake, key, plan)
  // An earlier attempt that was given up may have planned meanwhile: what stands in the lake is the plan.
  const kept = outcome === 'existed' ? await readJson<TrafficPlan>(ports.lake, key) : plan
  return { files: (kept ?? plan).files.length }
}

/** Where a night's list of log files stands. */
export function trafficPlanKey(folder: string): string {
  return `${folder}/plan/traffic.json`
}

async function listLogs({ project, logs }: Ports): Promise<readonly FoundLog[]> {
  const { config, folder } = project
  const globs = (config.traffic ?? []).map((source) => source.glob)
  const found = new Map<string, FoundLog>()
  for (const [source, pattern] of globs.entries()) {
    for (const file of await logs.list(pattern))
      if (!found.has(file.name)) found.set(file.name, { ...file, source })
  }
  if (found.size === 0) {
    throw new Error(
      `Cannot load the traffic: no file matches ${globs.map((g) => `"${g}"`).join(', ')} in ${folder}. Check \`traffic\` in the config and that the logs were delivered.`,
    )
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function withoutOldOnes(
  found: readonly FoundLog[],
  night: string,
  { lake, project }: Ports,
): Promise<PlannedLog[]> {
  const seen = await seenLogs(lake)
  const namesOfNight = new Set((await loadedOfNight(lake, night)).map((loaded) => loaded.name))
  const isOld = (file: LogFile, known: SeenLog | null) =>
    known !== null && known.loadedIn !== night && !namesOfNight.has(file.name)
  return found.flatMap((file) => {
    const id = versionId(file, treatmentKey(logTreatment(project, file.source), project))
    const known = (id === null ? undefined : seen.get(id)) ?? null
    return isOld(file, known) ? [] : [{ ...file, digest: known?.digest ?? null }]
  })
}
