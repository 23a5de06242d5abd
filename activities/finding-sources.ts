import type { Comparison } from '../drift/comparison.ts'
import { countOf } from '../report/format/number.ts'
import { readJson } from './json-file.ts'
import type { FoundNight } from './known-findings.ts'
import { nightFolder } from './night-keys.ts'
import type { Lake } from './ports.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'
import type { SuitePlan } from './suite-plan.ts'
import { type FindingSource, type FindingSources, textSources } from './text-sources.ts'
import { scorerOfCheck } from './traffic-scores.ts'
import { readTrafficSummary } from './traffic-summary.ts'

/** What was compared on a night, and where in the lake it lies? */
export async function sourcesOf(comparison: Comparison, on: FoundNight, lake: Lake): Promise<FindingSources> {
  const folder = nightFolder(on.night, on.revision)
  if (comparison.family === 'suite-against-baseline') return suiteSources(folder, on, lake)
  if (comparison.type === 'text') return textSources(comparison, on, lake)
  const scorer = await scorerOfCheck(comparison.check, folder, lake)
  const current = await tonight(folder, { on, scorer }, lake)
  if (comparison.family === 'live-against-offline')
    return { reference: await offline(comparison, { folder, scorer }, lake), current }
  if (comparison.family === 'slow-drift')
    return { reference: { what: 'the frozen nights', files: ['nights/*/r*/frozen.arrow'] }, current }
  return { reference: recent(on), current }
}

async function suiteSources(folder: string, { baseline }: FoundNight, lake: Lake): Promise<FindingSources> {
  const run = await readJson<RunSummary>(lake, runSummaryKey(folder))
  return {
    reference: { what: `the accepted baseline ${baseline ?? ''}`.trim(), files: [] },
    current: { what: `tonight’s run of ${run?.cases ?? 0} cases`, files: [`${folder}/results/*.parquet`] },
  }
}

async function tonight(
  folder: string,
  { on, scorer }: { readonly on: FoundNight; readonly scorer: string | null },
  lake: Lake,
): Promise<FindingSource> {
  const traffic = await readTrafficSummary(lake, folder)
  const requests = `${countOf(traffic?.records ?? 0, 'request')} of ${on.night}`
  if (scorer !== null)
    return {
      what: `a sample of ${requests}, scored by ${scorer}`,
      files: [`${folder}/scoring/results/*.parquet`],
    }
  return {
    what: `${requests}, from ${countOf(traffic?.files ?? 0, 'log file')}`,
    files: [`traffic/date=${on.night}/*.parquet`, `${folder}/summaries/*.arrow`],
  }
}

async function offline(
  { n }: Comparison,
  { folder, scorer }: { readonly folder: string; readonly scorer: string | null },
  lake: Lake,
): Promise<FindingSource> {
  const plan = await readJson<SuitePlan>(lake, `${folder}/plan/suite.json`)
  const own = scorer === null ? `${folder}/plan/offline.arrow` : `${folder}/results/*.parquet`
  return {
    what: `${plan?.cases ?? n.reference} offline cases`,
    files: plan === null ? [] : [plan.datasetKey, own],
  }
}

function recent({ recentNights: nights }: FoundNight): FindingSource {
  const span = nights.length === 0 ? '' : `, ${nights[0]} to ${nights.at(-1)}`
  return { what: `${nights.length} recent nights${span}`, files: ['nights/*/r*/summaries/*.arrow'] }
}
