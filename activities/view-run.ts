import type { Database } from '../queries/database.ts'
import { readCaseBodies } from '../queries/results/read-case-bodies.ts'
import { readCaseTexts, sizeCaseTexts } from '../queries/results/read-case-texts.ts'
import { chooseCases } from '../report/view/choose-cases.ts'
import type { RunView, ViewedRun } from '../report/view/run-view.ts'
import { caseOutcomes } from '../suite/case-outcomes.ts'
import type { CaseBody, CaseTexts } from '../suite/case-texts.ts'
import { newestBaseline } from './accept-baseline.ts'
import { type FoundRun, findRun, requireRun, runIn } from './find-run.ts'
import type { Lake, Ports } from './ports.ts'
import { passTableOf, resultPaths } from './results-in-lake.ts'
import { withScratch } from './scratch.ts'

/** More answers (cases × epochs, of both runs) make a page slow to open and are read by nobody. */
const MOST_ANSWERS = 40_000

/** A page of so many characters opens within two seconds; the longest texts are cut until they fit. */
const MOST_CHARACTERS = 25_000_000
const CAPS = [20_000, 8_000, 4_000, 2_000, 1_000, 500] as const

/** Which runs to show, each by a name that `findRun` knows, or that of an accepted baseline. */
export interface ViewRunInput {
  readonly run: string
  /** The run to hold it against. */
  readonly base?: string
  /** The folder that paths are relative to. */
  readonly from: string
}

/**
 * Gathers a finished run, or two side by side, for its page: every case's outcome, and the texts of as many as a page can
 * hold, those first that one looks at first.
 *
 * @throws ConfigError when a run does not exist or is not finished
 */
export async function viewRun({ run, base, from }: ViewRunInput, ports: Ports): Promise<RunView> {
  const { lake, project } = ports
  const head = await readRun(run, from, ports)
  const before = base === undefined ? null : await readRun(base, from, ports)
  const runs = before === null ? [head] : [head, before]
  const scorers = [...new Set(runs.flatMap(({ rows }) => rows.flatMap((row) => Object.keys(row.scores))))]
  const outcomes = caseOutcomes(head, before, scorers)
  const epochs = runs.reduce((sum, { summary }) => sum + (summary.epochs ?? 1), 0)
  const shown = chooseCases(outcomes, Math.floor(MOST_ANSWERS / Math.max(2, epochs)))
  const ids = shown.map(({ caseId }) => caseId)
  return withScratch(lake, async ({ db }) => {
    const cap = await fittingCap(db, runs, ids)
    const withTexts = async (each: ReadRun): Promise<ViewedRun> => ({
      ...each,
      texts: await textsById(db, each, { ids, cap }),
    })
    return {
      suite: project.config.name,
      head: await withTexts(head),
      base: before && (await withTexts(before)),
      scorers,
      outcomes,
      shown,
      bodies: await bodiesOf(db, runs, ids),
      cap,
    }
  })
}

type ReadRun = Omit<ViewedRun, 'texts'> & { readonly lake: Lake; readonly paths: readonly string[] }

async function readRun(name: string, from: string, ports: Ports): Promise<ReadRun> {
  const cannot = `Cannot show ${JSON.stringify(name)}`
  const found = (await findRun(name, ports, from)) ?? (await baselineRun(name, ports.lake))
  const { lake, folder, summary } = found ?? (await requireRun(name, ports, { from, cannot }))
  return {
    name: folder.replace(/^(?:nights|runs)\//, ''),
    summary,
    reducer: summary.reducer ?? 'mean',
    rows: await passTableOf(lake, folder),
    lake,
    paths: await resultPaths(lake, folder),
  }
}

async function baselineRun(name: string, lake: Lake): Promise<FoundRun | null> {
  const baseline = /^[\w-]+$/.test(name) ? await newestBaseline(lake, name) : null
  return baseline && runIn(lake, baseline.run)
}

/** The largest cap with which the texts of all runs fit into a page; the smallest where none does. */
async function fittingCap(
  db: Database,
  runs: readonly ReadRun[],
  caseIds: readonly string[],
): Promise<number> {
  for (const cap of CAPS) {
    let characters = 0
    for (const { paths } of runs) characters += await sizeCaseTexts(db, { paths, caseIds, cap })
    if (characters <= MOST_CHARACTERS) return cap
  }
  return CAPS.at(-1)!
}

async function textsById(
  db: Database,
  { paths }: ReadRun,
  { ids, cap }: { readonly ids: readonly string[]; readonly cap: number },
): Promise<ReadonlyMap<string, readonly CaseTexts[]>> {
  return Map.groupBy(await readCaseTexts(db, { paths, caseIds: ids, cap }), ({ caseId }) => caseId)
}

/** Of the head's dataset, and of the base's for cases that only it has. */
async function bodiesOf(
  db: Database,
  runs: readonly ReadRun[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, CaseBody>> {
  const bodies = new Map<string, CaseBody>()
  for (const { lake, summary } of runs) {
    const key = `cases/${summary.datasetDigest}.parquet`
    if (!(await lake.list('cases')).includes(key)) continue
    for (const [id, body] of await readCaseBodies(db, await lake.localPath(key), ids))
      if (!bodies.has(id)) bodies.set(id, body)
  }
  return bodies
}
