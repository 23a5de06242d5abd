import { ConfigError } from '../suite/config/errors.ts'
import { type FoundRun, requireRun } from './find-run.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake, Ports } from './ports.ts'
import type { RunSummary } from './run-summary.ts'

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
  /** As `findRun` takes it. */
  readonly run: string
  readonly name: string
  readonly why: string
  readonly by: string
  /** The folder that paths are relative to; the project's unless given. */
  readonly from?: string
}

/**
 * Accepts a finished run as baseline.
 *
 * @throws ConfigError when the run does not exist or has no results, the name or reason is empty, or another run was
 *   accepted in the same millisecond
 */
export async function acceptBaseline(input: AcceptBaselineInput, ports: Ports): Promise<Baseline> {
  if (!/^[\w-]{1,64}$/.test(input.name))
    throw new ConfigError(
      `Cannot name a baseline ${JSON.stringify(input.name)}: use letters, digits, "_" and "-".`,
    )
  if (input.why.trim() === '')
    throw new ConfigError(
      'Cannot accept a baseline without a reason: say in --why why this run is the one to hold later runs against.',
    )
  const found = await requireRun(input.run, ports, {
    from: input.from ?? ports.project.folder,
    cannot: `Cannot accept ${JSON.stringify(input.run)} as baseline`,
  })
  const { folder, summary } = found
  refuseForeign(found, input, ports)
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

/** A baseline names a folder of its own lake. */
function refuseForeign({ lake }: FoundRun, { run }: AcceptBaselineInput, ports: Ports): void {
  if (lake === ports.lake) return
  throw new ConfigError(
    `Cannot accept ${JSON.stringify(run)} as baseline: it is not in the lake ${ports.lake.location}. Run it there, or copy its folder into runs/.`,
  )
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
