import type { JudgedComparison } from '../drift/comparison.ts'
import type { Decision } from '../drift/decision.ts'
import type { Finding } from '../drift/finding.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { countOf } from '../report/format/number.ts'
import { readDecisions } from './decisions-in-lake.ts'
import { readJson } from './json-file.ts'
import { type FoundNight, findFinding } from './known-findings.ts'
import { type Night, nightFolder } from './night-keys.ts'
import type { Ports } from './ports.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'
import type { SuitePlan } from './suite-plan.ts'
import { textSources } from './text-sources.ts'
import { scorerOfCheck } from './traffic-scores.ts'
import { readTrafficSummary } from './traffic-summary.ts'

/** Where one side of a comparison comes from. */
export interface Source {
  /** In words: `1,473 requests of 2026-11-22, from 3 log files`. */
  readonly what: string
  readonly values: number
  readonly missing: number
  /** Keys of the lake, or patterns of them. */
  readonly files: readonly string[]
}

/** The way from raw rows to one finding, step by step. */
export interface ExplainedFinding {
  readonly finding: Finding
  readonly night: Night
  readonly revision: number
  readonly data: { readonly reference: Source; readonly current: Source }
  readonly correction: {
    /** How many checks share the level with this one, itself among them; 0 where it is judged by itself, as an accepted gap is. */
    readonly checks: number
    /** The place of its p-value among theirs, 1 for the smallest. */
    readonly rank: number
    /** Which checks these are: over everything, of slices, or the verdicts on texts (topics and coverage). */
    readonly group: 'everything' | 'slices' | 'texts'
    readonly alpha: number
    readonly alarmsPerYear: number
  }
  /** What people decided about it, oldest first. */
  readonly decisions: readonly Decision[]
}

/**
 * How did this finding come about?
 *
 * @param id     a finding's id or the beginning of it
 * @param night  the night whose telling is meant; the newest one that tells of it when null
 * @throws ConfigError when no night tells of it
 */
export async function explainFinding(
  { id, night }: { readonly id: string; readonly night: Night | null },
  { lake, project }: Pick<Ports, 'lake' | 'project'>,
): Promise<ExplainedFinding> {
  const { finding, on } = await findFinding(lake, id, night)
  const decisions = (await readDecisions(lake)).filter((each) => each.fingerprint === finding.fingerprint)
  return {
    finding,
    night: on.night,
    revision: on.revision,
    data: await sourcesOf(finding, on, { lake }),
    correction: correctionOf(finding.comparison, on.comparisons, project.config.alarmsPerYear),
    decisions: decisions.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

function correctionOf(
  comparison: JudgedComparison,
  all: readonly JudgedComparison[],
  alarmsPerYear: number,
): ExplainedFinding['correction'] {
  const group = groupOf(comparison)
  const together = all.filter(
    (one) =>
      one.family === comparison.family &&
      groupOf(one) === group &&
      one.verdict !== 'insufficient-data' &&
      !isAccepted(one),
  )
  const p = comparison.pValue ?? 1
  return {
    checks: isAccepted(comparison) ? 0 : together.length,
    rank: 1 + together.filter((one) => (one.pValue ?? 1) < p).length,
    group,
    alpha: comparison.alpha,
    alarmsPerYear,
  }
}

/** Checks of one group are corrected together. */
function groupOf({ type, slice }: JudgedComparison): ExplainedFinding['correction']['group'] {
  if (type === 'text') return 'texts'
  return slice === EVERYTHING ? 'everything' : 'slices'
}

/** Also where it outgrew what was accepted. */
function isAccepted({ verdict, rule }: JudgedComparison): boolean {
  return verdict === 'accepted' || rule.includes('accepted limit')
}

async function sourcesOf(
  { comparison }: Finding,
  on: FoundNight,
  { lake }: Pick<Ports, 'lake'>,
): Promise<ExplainedFinding['data']> {
  const folder = nightFolder(on.night, on.revision)
  const side = (which: 'reference' | 'current', what: string, files: readonly string[]): Source => ({
    what,
    values: comparison.n[which],
    missing: comparison.missing[which],
    files,
  })
  if (comparison.family === 'suite-against-baseline') {
    const run = await readJson<RunSummary>(lake, runSummaryKey(folder))
    return {
      reference: side('reference', `the accepted baseline ${on.baseline ?? ''}`.trim(), []),
      current: side('current', `tonight’s run of ${run?.cases ?? 0} cases`, [`${folder}/results/*.parquet`]),
    }
  }
  if (comparison.type === 'text') {
    const { reference, current } = await textSources({ comparison }, on, lake)
    return {
      reference: side('reference', reference.what, reference.files),
      current: side('current', current.what, current.files),
    }
  }
  const traffic = await readTrafficSummary(lake, folder)
  const scorer = await scorerOfCheck(comparison.check, folder, lake)
  const requests = countOf(traffic?.records ?? 0, 'request')
  const current =
    scorer === null
      ? side('current', `${requests} of ${on.night}, from ${countOf(traffic?.files ?? 0, 'log file')}`, [
          `traffic/date=${on.night}/*.parquet`,
          `${folder}/summaries/*.arrow`,
        ])
      : side('current', `a sample of ${requests} of ${on.night}, scored by ${scorer}`, [
          `${folder}/scoring/results/*.parquet`,
        ])
  if (comparison.family === 'live-against-offline') {
    const plan = await readJson<SuitePlan>(lake, `${folder}/plan/suite.json`)
    const own = scorer === null ? `${folder}/plan/offline.arrow` : `${folder}/results/*.parquet`
    const files = plan === null ? [] : [plan.datasetKey, own]
    return {
      reference: side('reference', `${plan?.cases ?? comparison.n.reference} offline cases`, files),
      current,
    }
  }
  if (comparison.family === 'slow-drift')
    return { reference: side('reference', 'the frozen nights', ['nights/*/r*/frozen.arrow']), current }
  const nights = on.recentNights
  const span = nights.length === 0 ? '' : `, ${nights[0]} to ${nights.at(-1)}`
  const recent = `${nights.length} recent nights${span}`
  return { reference: side('reference', recent, ['nights/*/r*/summaries/*.arrow']), current }
}
