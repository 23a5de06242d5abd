import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ConfigError } from '../suite/config/errors.ts'
import { readJson } from './json-file.ts'
import { nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake, Ports } from './ports.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'

/** A finished run of the suite, wherever it is. */
export interface FoundRun {
  readonly lake: Lake
  /** Of the run in this lake. */
  readonly folder: string
  readonly summary: RunSummary
}

/**
 * Finds a finished run: a night (`2026-11-22`), one of its revisions (`2026-11-22/r2`), the id of an `eval` run, or the path
 * of a run's file or folder, also one that was brought from another machine.
 *
 * @param from  the folder that paths are relative to
 * @returns null where there is none of this name
 */
export async function findRun(name: string, ports: Ports, from: string): Promise<FoundRun | null> {
  const inLake = await runFolder(name, ports.lake)
  const known = inLake === null ? null : await runIn(ports.lake, inLake)
  if (known !== null) return known
  const path = resolve(from, name)
  const addressed = (await runAtAddress(name, ports.lake)) ?? (await runAtAddress(path, ports.lake))
  return addressed ?? runAtPath(path, ports)
}

/**
 * The run of `findRun`.
 *
 * @param cannot  what could not be done then: `Cannot show "…"`
 * @throws ConfigError where there is none, naming those that there are
 */
export async function requireRun(
  name: string,
  ports: Ports,
  { from, cannot }: { readonly from: string; readonly cannot: string },
): Promise<FoundRun> {
  const found = await findRun(name, ports, from)
  if (found !== null) return found
  throw new ConfigError(
    `${cannot}: the lake ${ports.lake.location} has no finished run of that name, and it is no run's file. ${await knownRuns(ports.lake)}`,
  )
}

/** The runs that there are, in words. */
export async function knownRuns(lake: Lake): Promise<string> {
  const keys = [...(await lake.list('nights')), ...(await lake.list('runs'))]
  const known = keys.flatMap((key) => /^(?:nights|runs)\/(.+)\/results\/run\.json$/.exec(key)?.[1] ?? [])
  return known.length === 0
    ? 'No run is finished yet: make one with `nightdrift eval` or `nightdrift night`.'
    : `Finished runs: ${known.slice(-8).join(', ')}.`
}

/** The folder of a run by what people call it; null for what is no such name. */
async function runFolder(run: string, lake: Lake): Promise<string | null> {
  if (/^\d{4}-\d{2}-\d{2}$/.test(run)) {
    const state = await nightState(lake, run)
    return state && nightFolder(run, state.revision)
  }
  if (/^\d{4}-\d{2}-\d{2}\/r\d+$/.test(run)) return `nights/${run}`
  return /^[\w-][\w.-]*$/.test(run) ? `runs/${run}` : null
}

/** The finished run in a folder of a lake; null where there is none. */
export async function runIn(lake: Lake, folder: string): Promise<FoundRun | null> {
  const summary = await readJson<RunSummary>(lake, runSummaryKey(folder))
  return summary === null ? null : { lake, folder, summary }
}

/** As `eval` tells where a run's file is, also in an S3 lake. */
async function runAtAddress(name: string, lake: Lake): Promise<FoundRun | null> {
  const [, folder] = /((?:runs\/[\w.-]+|nights\/[\w-]+\/r\d+))\/results\/run\.json$/.exec(name) ?? []
  if (folder === undefined || lake.address(runSummaryKey(folder)) !== name) return null
  return runIn(lake, folder)
}

/** A file from elsewhere may be anything, and may have come without what stood beside it. */
async function runAtPath(path: string, ports: Ports): Promise<FoundRun | null> {
  const file = await stat(path).catch(() => null)
  if (file === null) return null
  const root = file.isDirectory() ? path : dirname(dirname(path))
  if (!file.isDirectory() && path !== join(root, 'results', 'run.json')) return null
  const lake = ports.lakeIn(dirname(root))
  const found = await runIn(lake, basename(root)).catch((cause: unknown) => {
    throw new ConfigError(`Cannot read the run ${path}: it is not JSON, or cut off. Bring it anew.`, {
      cause,
    })
  })
  if (found === null) return null
  if (!isSummary(found.summary))
    throw new ConfigError(
      `Cannot use ${path}: it is no run's file. Give the run.json that \`nightdrift eval\` tells of, in its folder.`,
    )
  if ((await lake.list(`${found.folder}/results`)).some((key) => key.endsWith('.parquet'))) return found
  throw new ConfigError(
    `Cannot use the run ${path}: its results are not beside it. Bring its whole folder, not run.json alone.`,
  )
}

function isSummary(value: unknown): boolean {
  const keys = ['profile', 'cases', 'counts', 'datasetDigest']
  return typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key))
}
