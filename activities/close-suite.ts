import { countErrors } from '../queries/results/count-errors.ts'
import { readPassTable } from '../queries/results/read-pass-table.ts'
import { sumCosts } from '../queries/results/sum-costs.ts'
import { countUnscored } from '../queries/results/tell-scores.ts'
import { flakyCases } from '../suite/epochs/flaky-cases.ts'
import { sliceRows, slicesOf } from '../suite/slices.ts'
import { summariseRun } from '../suite/summarise-run.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Ports } from './ports.ts'
import { provenanceOf } from './provenance.ts'
import { withResults } from './results-in-lake.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'
import { rememberRun } from './runs-of-commit.ts'
import type { SuitePlan } from './suite-plan.ts'

/** Enough to see what kind of cases they are; a run's results have all. */
const MOST_FLAKY = 20

/** Adds up a run whose batches are all in the lake, and publishes the sum: the run is finished. */
export async function closeSuite(
  input: { readonly folder: string; readonly configDigest: string; readonly plan: SuitePlan },
  ports: Ports,
): Promise<RunSummary> {
  const key = runSummaryKey(input.folder)
  const done = await readJson<RunSummary>(ports.lake, key)
  if (done !== null) return done
  const { rows, unscored, errors, cost } = await withResults(ports.lake, input.folder, async (db, paths) => ({
    rows: await readPassTable(db, paths),
    unscored: await countUnscored(db, paths),
    errors: await countErrors(db, paths),
    cost: await sumCosts(db, paths),
  }))
  const { epochs = 1, reducer = 'mean' } = input.plan
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.scores)))]
  const provenance = await provenanceOf(input.plan, ports)
  const summary: RunSummary = {
    ...summariseRun(rows, names, reducer),
    ...(epochs > 1 ? { epochs, reducer, flaky: flakyCases(rows, names).slice(0, MOST_FLAKY) } : {}),
    target: (await ports.target()).name,
    profile: input.plan.profile,
    slices: slicesOf(rows).map((slice) => ({
      name: slice.name,
      scorers: summariseRun(sliceRows(rows, slice), names, reducer).scorers,
    })),
    unscored,
    errors,
    cost,
    datasetDigest: input.plan.datasetDigest,
    configDigest: input.configDigest,
    ...(provenance === null ? {} : { provenance }),
    finishedAt: ports.now().toISOString(),
  }
  await publishJson(ports.lake, key, summary)
  const { answeredAtLeast } = ports.project.config
  await rememberRun({ folder: input.folder, summary, answeredAtLeast }, ports.lake)
  return summary
}
