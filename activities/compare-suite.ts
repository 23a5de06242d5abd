import { comparePaired } from '../drift/compare-paired.ts'
import type { Comparison } from '../drift/comparison.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { redact } from '../report/redact.ts'
import type { ComparedRuns } from '../suite/compared-runs.ts'
import { hasScorer, type Judged, otherMeasure } from '../suite/gate/incomparable.ts'
import { NIGHTLY_BASELINE, newestBaseline } from './accept-baseline.ts'
import { compareRunFiles } from './compare-run-files.ts'
import { type FoundRun, runIn } from './find-run.ts'
import { readJson } from './json-file.ts'
import type { Ports } from './ports.ts'
import { type RunSummary, runSummaryKey } from './run-summary.ts'

/** A run of the suite held against the accepted baseline. */
export interface ComparedSuite {
  readonly comparisons: readonly Comparison[]
  /** Ids of the cases that passed in the baseline and fail now, by scorer. */
  readonly lost: ReadonlyMap<string, readonly string[]>
  readonly missing: readonly string[]
  readonly facts: readonly string[]
  readonly baseline: string | null
}

/** Compares a finished run with the newest accepted baseline, over everything and slice by slice. */
export async function compareSuite(folder: string, ports: Ports): Promise<ComparedSuite> {
  const none = { comparisons: [], lost: new Map(), missing: [], facts: [], baseline: null }
  const summary = await readJson<RunSummary>(ports.lake, runSummaryKey(folder))
  if (summary === null) return none
  const uncovered = coverageGap(summary, ports.project.config.answeredAtLeast)
  if (uncovered !== null) return { ...none, missing: [uncovered] }
  const baseline = await newestBaseline(ports.lake, NIGHTLY_BASELINE)
  if (baseline === null) return { ...none, facts: [howToAccept(folder)] }
  const accepted = await runIn(ports.lake, baseline.run)
  if (accepted === null) return { ...none, facts: [howToAccept(folder)] }
  const head = { lake: ports.lake, folder, summary }
  const { whole, slices, scorerNames } = await compareRunFiles({ base: accepted, head })
  const base = judgedBy(accepted, scorerNames.base)
  const changed = whole.scorers.flatMap(({ name }) => {
    const why = hasScorer(base, name) ? otherMeasure(name, base, judgedBy(head, scorerNames.head)) : null
    return why === null ? [] : [{ name, why }]
  })
  const others = new Set(changed.map(({ name }) => name))
  const comparisons = [
    ...comparedIn(EVERYTHING, whole, ports),
    ...slices.flatMap(({ slice, compared }) => comparedIn(redact(slice.name), compared, ports)),
  ]
  return {
    comparisons: comparisons.filter(({ check }) => !others.has(check.slice('quality.'.length))),
    lost: new Map(whole.scorers.map((scorer) => [scorer.name, scorer.lost])),
    missing: [],
    facts: [...pairingFacts(whole.cases), ...changed.map(changedFact)],
    baseline: `${baseline.name}: ${baseline.run}, accepted ${baseline.at.slice(0, 10)} by ${baseline.by}`,
  }
}

/** How a run was judged, with one row that holds every scorer. */
function judgedBy({ summary }: FoundRun, scorers: ReadonlySet<string>): Judged {
  return {
    rows: [{ scores: Object.fromEntries([...scorers].map((name) => [name, null])) }],
    scorerDigests: summary.provenance?.scorerDigests ?? null,
    judgeDigests: summary.provenance?.judgeDigests ?? {},
  }
}

function comparedIn(slice: string, { scorers }: ComparedRuns, { project }: Ports): Comparison[] {
  const minimumEffect = project.config.minimumEffects.passRate
  return scorers.map(({ name, table, groups }) =>
    comparePaired(name, { table, clusters: groups }, { slice, minimumEffect, level: 0.95 }),
  )
}

function coverageGap({ cases, counts, errors }: RunSummary, floor: number): string | null {
  const answered = counts.scored + counts.unscored
  const share = answered / (answered + counts.errored + counts.skipped)
  if (share >= floor) return null
  const why = (errors ?? [])
    .slice(0, 3)
    .map(({ kind, count, message }) => ` ${count} ${kind}: ${message}`)
    .join('')
  return `Only ${answered} of ${cases} cases were answered (errors: ${counts.errored}, skipped: ${counts.skipped}): below ${100 * floor} % the run gives no verdict on quality.${why}`
}

function howToAccept(folder: string): string {
  const run = folder.replace(/^(nights|runs)\//, '')
  return `No baseline is accepted yet, so quality was not compared. Accept a run with \`nightdrift accept-baseline ${run} --name ${NIGHTLY_BASELINE} --why "…"\`.`
}

function changedFact({ name, why }: { readonly name: string; readonly why: string }): string {
  return `Quality by ${name} was not compared: ${why}. Accept a run of today as baseline to compare it again.`
}

function pairingFacts(cases: ComparedRuns['cases']): string[] {
  const parts = [
    cases.onlyHead > 0 && `${cases.onlyHead} are new since the baseline`,
    cases.onlyBase > 0 && `${cases.onlyBase} of the baseline are gone`,
    cases.changed > 0 && `${cases.changed} were edited since`,
    cases.errored > 0 && `${cases.errored} have no answer on one side`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? [] : [`Left out of the quality comparison: of the cases ${parts.join(', ')}.`]
}
