import type { Finding } from '../drift/finding.ts'
import { costSentence } from './cost-words.ts'
import { coverageLines } from './coverage-words.ts'
import { recoveredIssues } from './delivery-links.ts'
import { findingIssue, findingView } from './finding-view.ts'
import { effectSentence } from './format/effect.ts'
import { formatLevel, formatPValue } from './format/p-value.ts'
import { formatTime } from './format/time.ts'
import { checksLookedAt, decision, falseFindings, outcomeClause } from './headline.ts'
import type { NightReport } from './night-report.ts'
import { oneLine } from './plain-text.ts'
import { scoringLines } from './scoring-words.ts'

/** Findings told in full; a text of hundreds would not be read. */
const MOST = 20

/** The text part of a night's mail: complete without the HTML one, every line readable on its own. */
export function mailText(report: NightReport): string {
  const parts = [
    report.outcome === 'complete'
      ? ''
      : `${outcomeClause(report)}. ${list('What is missing:', report.missing)}`,
    decision(report),
    ...report.findings.slice(0, MOST).map((finding, place) => findingText(report, finding, place + 1)),
    report.findings.length > MOST
      ? `And ${report.findings.length - MOST} more findings, which the report lists.`
      : '',
    list(
      'Recovered or accepted, so their issues are closed:',
      recoveredIssues(report).map((one) => `${one.detail} ${one.where}`),
    ),
    list('What the suite covers:', coverageLines(report.coverage)),
    list('What a sample of the traffic scores:', scoringLines(report.scoring)),
    list('Worth knowing:', report.facts.slice(0, 10)),
    suiteText(report),
    `${capital(checksLookedAt(report))}. ${falseFindings(report)}`.trim(),
    `Report and files: ${report.reportLocation}`,
    `-- \nnightdrift, ${oneLine(report.suite, 80)}, night of ${report.night}, written ${formatTime(report.finishedAt)}`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function findingText(report: NightReport, finding: Finding, place: number): string {
  const view = findingView(finding, { examples: 1, characters: 280 })
  const { effect, adjustedPValue, alpha } = finding.comparison
  const issue = findingIssue(report, finding.fingerprint)
  const lines = [
    view.sentence,
    `${effectSentence(effect)}; adjusted ${formatPValue(adjustedPValue, alpha)}, level ${formatLevel(alpha)}`,
    `${view.legend.reference}`,
    `${view.legend.current}`,
    ...view.where,
    issue ? `Issue ${issue.action}: ${issue.text}` : '',
  ]
  const body = lines.filter((line) => line !== '').map((line) => `   ${line}`)
  return [`${place}. ${view.title}`, ...body].join('\n')
}

function suiteText({ run }: NightReport): string {
  if (run === null) return ''
  const { scored, errored, unscored, skipped } = run.counts
  const counts = `Suite: ${run.cases} cases, ${scored} scored, ${errored} errored, ${unscored} unscored, ${skipped} skipped.`
  return `${counts} ${costSentence(run.cost)}`.trim()
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `- ${oneLine(line, 400)}`)].join('\n')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
