import { readResultTexts } from '../queries/results/read-result-texts.ts'
import type { Case } from '../suite/case.ts'
import { sha256 } from '../suite/case-digest.ts'
import type { HumanRating } from '../suite/human/agreement.ts'
import type { FoundRun } from './find-run.ts'
import { readJson } from './json-file.ts'
import type { Lake } from './ports.ts'
import { resultPaths } from './results-in-lake.ts'
import type { RunSummary } from './run-summary.ts'
import { withScratch } from './scratch.ts'

const DAY_MS = 86_400_000
/** Ratings of longer ago than so many runs are of an unknown output. */
const MOST_RUNS = 200

type Rated = Case & { readonly human: NonNullable<Case['human']> }

/**
 * What people said of the cases of a run, and whether the output that they judged is still the one that came now: by the
 * rating's own `output` or `outputDigest`, else by the newest run that had ended when it was given.
 */
export async function humanRatings(cases: readonly Case[], run: FoundRun): Promise<HumanRating[]> {
  const rated = cases.filter((item): item is Rated => item.human !== undefined)
  if (rated.length === 0) return []
  const now = await outputsOf(run.lake, run.folder, rated)
  const earlier = await ratedOutputs(
    rated.filter(({ human }) => ownDigest(human) === null),
    run,
  )
  return rated.map(({ id, human }) => {
    const [then, today] = [ownDigest(human) ?? earlier.get(id), now.get(id)]
    const output = then === undefined || today === undefined ? 'unknown' : then === today ? 'same' : 'changed'
    return { caseId: id, score: human.score, output }
  })
}

function ownDigest({ output, outputDigest }: Rated['human']): string | null {
  return outputDigest ?? (output === undefined ? null : sha256(output).slice(0, 16))
}

/** Digests of what the cases were answered when each was rated. */
async function ratedOutputs(
  rated: readonly Rated[],
  { lake, folder }: FoundRun,
): Promise<Map<string, string>> {
  if (rated.length === 0) return new Map()
  const runs = (await finishedRuns(lake)).filter((run) => run.folder !== folder)
  const byRun = Map.groupBy(
    rated,
    ({ human }) => runs.find((run) => run.finishedAt <= endOf(human.at))?.folder,
  )
  const found = new Map<string, string>()
  for (const [then, cases] of byRun) {
    if (then === undefined) continue
    for (const [id, digest] of await outputsOf(lake, then, cases)) found.set(id, digest)
  }
  return found
}

async function outputsOf(lake: Lake, folder: string, cases: readonly Case[]): Promise<Map<string, string>> {
  const paths = await resultPaths(lake, folder)
  const ids = cases.map(({ id }) => id)
  const texts = await withScratch(lake, ({ db }) => readResultTexts(db, paths, ids))
  return new Map(
    texts.flatMap(({ caseId, output }) =>
      output === null ? [] : [[caseId, sha256(output).slice(0, 16)] as const],
    ),
  )
}

/** Newest first. */
async function finishedRuns(lake: Lake): Promise<{ readonly folder: string; readonly finishedAt: number }[]> {
  const keys = [...(await lake.list('nights')), ...(await lake.list('runs'))]
  const folders = keys.flatMap((key) => /^(.+)\/results\/run\.json$/.exec(key)?.[1] ?? []).slice(-MOST_RUNS)
  const runs = folders.map(async (folder) => {
    const summary = await readJson<RunSummary>(lake, `${folder}/results/run.json`)
    return { folder, finishedAt: Date.parse(summary?.finishedAt ?? '') }
  })
  return (await Promise.all(runs)).sort((a, b) => b.finishedAt - a.finishedAt)
}

/** A date alone means the whole day. */
function endOf(at: string): number {
  return Date.parse(at) + (/^\d{4}-\d{2}-\d{2}$/.test(at) ? DAY_MS : 0)
}
