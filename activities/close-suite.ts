import { countErrors } from '../queries/results/count-errors.ts'
import { eachCase } from '../queries/results/read-pass-table.ts'
import { sumCosts } from '../queries/results/sum-costs.ts'
import { countUnscored } from '../queries/results/tell-scores.ts'
import type { PassRow } from '../suite/pass-table.ts'
import { SuiteTally } from '../suite/suite-tally.ts'
import { growHeapSlowly } from './grow-heap-slowly.ts'
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
  growHeapSlowly(input.plan.cases)
  const key = runSummaryKey(input.folder)
  const done = await readJson<RunSummary>(ports.lake, key)
  if (done !== null) return done
  const { epochs = 1, reducer = 'mean' } = input.plan
  const { tally, unscored, errors, cost } = await withResults(
    ports.lake,
    input.folder,
    async (db, paths) => ({
      tally: await tallyOf(eachCase(db, paths), reducer),
      unscored: await countUnscored(db, paths),
      errors: await countErrors(db, paths),
      cost: await sumCosts(db, paths),
    }),
  )
  const provenance = await provenanceOf(input.plan, ports)
  const summary: RunSummary = {
    ...tally.all.summary(),
    ...(epochs > 1 ? { epochs, reducer, flaky: tally.flaky(MOST_FLAKY) } : {}),
    target: (await ports.target()).name,
    profile: input.plan.profile,
    slices: tally.slices(),
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

async function tallyOf(cases: AsyncIterable<readonly PassRow[]>, reducer: string): Promise<SuiteTally> {
  const tally = new SuiteTally(reducer)
  for await (const epochs of cases) tally.add(epochs)
  return tally
}
