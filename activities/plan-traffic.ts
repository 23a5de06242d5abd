import { resolve } from 'node:path'
import { findFiles } from './find-files.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Ports } from './ports.ts'

/** The log files of a night's run, in name order. */
export interface TrafficPlan {
  readonly files: readonly { readonly name: string; readonly path: string }[]
}

/**
 * Lists the config's log files. A night that was planned before keeps its list.
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
  const { config, folder } = ports.project
  const globs = (config.traffic ?? []).map((source) => source.glob)
  const names = new Set<string>()
  for (const pattern of globs) for (const name of await findFiles(pattern, folder)) names.add(name)
  if (names.size === 0) {
    throw new Error(
      `Cannot load the traffic: no file matches ${globs.map((g) => `"${g}"`).join(', ')} in ${folder}. Check \`traffic\` in the config and that the logs were delivered.`,
    )
  }
  const files = [...names].sort().map((name) => ({ name, path: resolve(folder, name) }))
  await publishJson(ports.lake, key, { files } satisfies TrafficPlan)
  return { files: files.length }
}

/** Where a night's list of log files stands. */
export function trafficPlanKey(folder: string): string {
  return `${folder}/plan/traffic.json`
}
