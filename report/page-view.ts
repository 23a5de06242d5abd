import type { Finding } from '../drift/finding.ts'
import { chartOf } from './charts/chart-of.ts'
import { intervalBar } from './charts/inline-bar.ts'
import { svgChart } from './charts/render-chart.ts'
import { PAGE_THEME } from './charts/theme.ts'
import { codeSpans } from './code-spans.ts'
import { comparisonGroups } from './comparison-rows.ts'
import { costSentence } from './cost-words.ts'
import { coverageView } from './coverage-words.ts'
import { failedDeliveries, placeOf, recoveredIssues } from './delivery-links.ts'
import { type FindingView, findingIssue, findingView } from './finding-view.ts'
import { formatDuration } from './format/duration.ts'
import { countOf, formatCount, formatPercent } from './format/number.ts'
import { formatTime } from './format/time.ts'
import { checksLookedAt, decision, falseFindings, outcomeClause } from './headline.ts'
import type { NightReport, ScorerReport, StageReport } from './night-report.ts'
import { oneLine } from './plain-text.ts'
import { scoringSentence } from './scoring-words.ts'

/** Findings beyond these are named in one line each: a page stays small enough to open anywhere. */
const FULL_FINDINGS = 20
const LISTED_FINDINGS = 200
const LIMITS = { examples: 12, characters: 1200 }

/**
 * A night in the order in which the page template tells it. Strings are not escaped, but `wide`, `narrow` and `bar`,
 * which are SVG made here.
 */
export function pageView(report: NightReport) {
  return {
    suite: oneLine(report.suite, 80),
    night: report.night,
    revision: report.revision,
    outcome: report.outcome,
    outcomeClause: outcomeClause(report),
    missing: report.missing.map((line) => codeSpans(oneLine(line, 600))),
    decision: decision(report),
    looked: checksLookedAt(report),
    expectedFalse: falseFindings(report),
    findings: report.findings.slice(0, FULL_FINDINGS).map((finding) => pageFinding(report, finding)),
    further: report.findings.slice(FULL_FINDINGS, LISTED_FINDINGS).map(({ title }) => oneLine(title)),
    omitted: Math.max(0, report.findings.length - LISTED_FINDINGS),
    facts: report.facts.slice(0, 50).map((fact) => codeSpans(oneLine(fact, 400))),
    recovered: recoveredIssues(report).map((one) => ({
      title: oneLine(one.detail),
      place: placeOf(one.where),
    })),
    undelivered: failedDeliveries(report).map((one) => codeSpans(`${one.kind}: ${oneLine(one.detail, 600)}`)),
    run: runView(report.run),
    traffic: trafficView(report.traffic),
    scoring: scoringView(report.scoring),
    coverage: coverageView(report.coverage),
    groups: comparisonGroups(report.comparisons),
    stages: report.stages.map(stageView),
    location: placeOf(report.reportLocation),
    finished: formatTime(report.finishedAt),
  }
}

/** A finding with its charts (for wide and narrow screens) and its issue. */
function pageFinding(
  report: NightReport,
  finding: Finding,
): FindingView & { readonly [key: string]: unknown } {
  const draw = (width: number) => {
    const chart = chartOf(finding.comparison, { width, theme: PAGE_THEME })
    return chart && svgChart(chart)
  }
  return {
    ...findingView(finding, LIMITS),
    fingerprint: finding.fingerprint,
    wide: draw(680),
    narrow: draw(330),
    issue: findingIssue(report, finding.fingerprint),
  }
}

function runView(run: NightReport['run']) {
  if (run === null) return null
  const { scored, errored, unscored, skipped } = run.counts
  return {
    target: oneLine(run.target),
    cases: formatCount(run.cases),
    baseline: run.baseline === null ? null : oneLine(run.baseline),
    counts: { scored, errored, unscored, skipped },
    cost: costSentence(run.cost),
    scorers: run.scorers.map(scorerView),
  }
}

function scorerView({ name, passed, n, passRate, interval }: ScorerReport) {
  return {
    name: oneLine(name, 80),
    counts: `${formatCount(passed)} of ${formatCount(n)}`,
    passRate: passRate === null ? 'nothing scored' : formatPercent(passRate),
    interval: interval === null ? '' : `${formatPercent(interval.lower)} to ${formatPercent(interval.upper)}`,
    bar: passRate === null || interval === null ? '' : intervalBar(passRate, interval),
  }
}

function scoringView(scoring: NightReport['scoring']) {
  if (scoring === null || scoring.scorers.length === 0) return null
  return { sentence: scoringSentence(scoring), scorers: scoring.scorers.map(scorerView) }
}

function trafficView(traffic: NightReport['traffic']) {
  if (traffic === null) return null
  return {
    records: countOf(traffic.records, 'record'),
    files: countOf(traffic.files, 'file'),
    quarantined: traffic.quarantined === 0 ? null : countOf(traffic.quarantined, 'unreadable line'),
    duplicates: countOf(traffic.duplicates, 'duplicate'),
    leftOut: traffic.leftOut > 0 ? countOf(traffic.leftOut, 'row') : null,
    recentNights: traffic.recentNights.slice(-60),
  }
}

function stageView({ name, status, seconds, detail }: StageReport) {
  return { name, status, took: formatDuration(seconds * 1000), detail: codeSpans(oneLine(detail, 600)) }
}
