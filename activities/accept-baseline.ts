import { ConfigError } from '../suite/config/errors.ts'
import { publishJson, readJson } from './json-file.ts'
import { nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake, Ports } from './ports.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'

/** The baseline that nights are held against. */
export const NIGHTLY_BASELINE = 'main'

/** A run that later runs are held against; appended, the newest of a name wins. */
export interface Baseline {
  readonly name: string
  /** Folder of the run in the lake. */
  readonly run: string
  readonly cases: number
  readonly at: string
  readonly by: string
  readonly why: string
}

export interface AcceptBaselineInput {
  /** A night (`2026-11-22`), one of its revisions (`2026-11-22/r2`), or the id of an `eval` run. */
  readonly run: string
  readonly name: string
  readonly why: string
  readonly by: string
}

/**
 * Accepts a finished run as baseline.
 *
 * @throws ConfigError when the run does not exist or has no results, the name or reason is empty, or another run was
 *   accepted in the same millisecond
 */
export async function acceptBaseline(
  input: AcceptBaselineInput,
  ports: Pick<Ports, 'lake' | 'now'>,
): Promise<Baseline> {
  if (!/^[\w-]{1,64}$/.test(input.name))
    throw new ConfigError(
      `Cannot name a baseline ${JSON.stringify(input.name)}: use letters, digits, "_" and "-".`,
    )
  if (input.why.trim() === '')
    throw new ConfigError(
      'Cannot accept a baseline without a reason: say in --why why this run is the one to hold later runs against.',
    )
  const folder = await runFolder(input.run, ports.lake)
  const summary = folder === null ? null : await readJson<RunSummary>(ports.lake, runSummaryKey(folder))
  if (folder === null || summary === null) throw new ConfigError(await unknownRun(input.run, ports.lake))
  refusePartial(input, summary)
  const at = ports.now().toISOString()
  const baseline: Baseline = {
    name: input.name,
    run: folder,
    cases: summary.cases,
    at,
    by: input.by,
    why: input.why,
  }
  const key = `baselines/${input.name}/${at.replaceAll(':', '-')}.json`
  if ((await publishJson(ports.lake, key, baseline)) === 'existed')
    throw new ConfigError(
      `Cannot accept ${JSON.stringify(input.run)} as baseline: another baseline "${input.name}" was accepted at the same moment. See which one is meant, and accept that again.`,
    )
  return baseline
}

/** Nights run everything and are held against `main`: a part of the suite would leave most of it unjudged. */
function refusePartial({ run, name }: AcceptBaselineInput, { profile, cases }: RunSummary): void {
  if (name !== NIGHTLY_BASELINE || profile === 'full' || profile === 'release') return
  throw new ConfigError(
    `Cannot accept ${JSON.stringify(run)} as baseline "${name}": it ran profile "${profile}" (${cases} cases), and nights run everything. Accept a full run, or give this one another --name.`,
  )
}

/** The newest accepted baseline of a name, or `null`. */
export async function newestBaseline(lake: Lake, name: string): Promise<Baseline | null> {
  const key = (await lake.list(`baselines/${name}`)).at(-1)
  return key === undefined ? null : readJson<Baseline>(lake, key)
}

async function runFolder(run: string, lake: Lake): Promise<string | null> {
  if (/^\d{4}-\d{2}-\d{2}$/.test(run)) {
    const state = await nightState(lake, run)
    return state && nightFolder(run, state.revision)
  }
  if (/^\d{4}-\d{2}-\d{2}\/r\d+$/.test(run)) return `nights/${run}`
  return /^[\w.-]+$/.test(run) ? `runs/${run}` : null
}

async function unknownRun(run: string, lake: Lake): Promise<string> {
  const keys = [...(await lake.list('nights')), ...(await lake.list('runs'))]
  const known = keys.flatMap((key) => /^(?:nights|runs)\/(.+)\/results\/run\.json$/.exec(key)?.[1] ?? [])
  const hint =
    known.length === 0
      ? 'No run is finished yet: make one with `nightdrift eval` or `nightdrift night`.'
      : `Finished runs: ${known.slice(-8).join(', ')}.`
  return `Cannot accept ${JSON.stringify(run)} as baseline: the lake ${lake.location} has no finished run of that name. ${hint}`
}
