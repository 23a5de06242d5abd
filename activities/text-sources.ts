import type { Comparison } from '../drift/comparison.ts'
import { COVERAGE } from '../drift/coverage/compare-coverage.ts'
import { countOf, formatCount } from '../report/format/number.ts'
import { readJson } from './json-file.ts'
import type { FoundNight } from './known-findings.ts'
import { nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'
import { nightSampleKey } from './samples-in-lake.ts'
import type { SuitePlan } from './suite-plan.ts'
import { readTrafficSummary } from './traffic-summary.ts'

/** What one side of a comparison is, and where it lies. */
export interface FindingSource {
  /** In words: `1,473 requests of 2026-11-22, from 3 log files`. */
  readonly what: string
  /** Keys of the lake, or patterns of them. */
  readonly files: readonly string[]
}

/** Both sides of a comparison. */
export type FindingSources = Readonly<Record<'reference' | 'current', FindingSource>>

/** Summaries hold no texts: verdicts on these read the samples of nights, and the descriptions of cases. */
export async function textSources(
  comparison: Comparison,
  on: FoundNight,
  lake: Lake,
): Promise<FindingSources> {
  const folder = nightFolder(on.night, on.revision)
  const drawn = comparison.check === COVERAGE ? comparison.metrics.requests : comparison.n.current
  const logged = (await readTrafficSummary(lake, folder))?.records ?? 0
  const current = {
    what: `${drawnOf(drawn ?? comparison.n.current, logged)} of ${on.night}, drawn by chance`,
    files: [nightSampleKey(folder)],
  }
  const reference =
    comparison.family === 'live-against-offline'
      ? await casesOf(comparison.n.reference, folder, lake)
      : await recentOf(comparison.n.reference, on.recentNights, lake)
  return { reference, current }
}

async function casesOf(looked: number, folder: string, lake: Lake): Promise<FindingSource> {
  const plan = await readJson<SuitePlan>(lake, `${folder}/plan/suite.json`)
  return {
    what: `${formatCount(looked)} of ${countOf(plan?.cases ?? looked, 'offline case')}`,
    files: plan === null ? [] : [plan.datasetKey, 'samples/cases/*.parquet'],
  }
}

async function recentOf(drawn: number, nights: readonly string[], lake: Lake): Promise<FindingSource> {
  const states = await Promise.all(nights.map((night) => nightState(lake, night)))
  const summaries = await Promise.all(
    states.map((state) => state && readTrafficSummary(lake, nightFolder(state.night, state.revision))),
  )
  const logged = summaries.reduce((sum, summary) => sum + (summary?.records ?? 0), 0)
  const span = nights.length === 0 ? '' : `, ${nights[0]} to ${nights.at(-1)}`
  return {
    what: `${drawnOf(drawn, logged)} of ${countOf(nights.length, 'recent night')}${span}, drawn by chance`,
    files: [nightSampleKey('nights/*/r*')],
  }
}

function drawnOf(drawn: number, logged: number): string {
  return logged > drawn ? `${formatCount(drawn)} of ${countOf(logged, 'request')}` : countOf(drawn, 'request')
}
