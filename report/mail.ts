import type { MailMessage } from '../activities/ports.ts'
import type { Finding } from '../drift/finding.ts'
import { chartOf } from './charts/chart-of.ts'
import { pngChart } from './charts/render-chart.ts'
import { PRINT_THEME } from './charts/theme.ts'
import { codeSpans } from './code-spans.ts'
import { coverageLines } from './coverage-words.ts'
import { placeOf, recoveredIssues } from './delivery-links.ts'
import { findingIssue, findingView } from './finding-view.ts'
import { formatTime } from './format/time.ts'
import { checksLookedAt, decision, falseFindings, mailSubject, outcomeClause } from './headline.ts'
import { mailText } from './mail-text.ts'
import type { NightReport } from './night-report.ts'
import { oneLine } from './plain-text.ts'
import { scoringLines } from './scoring-words.ts'
import { fillTemplate } from './templates.ts'

type Image = MailMessage['images'][number]

/** Findings shown with their chart; the others are named in a line each, up to the second limit. */
const CHARTED = 6
const LISTED = 20

/**
 * A night's mail: the subject and the first line carry the decision (or that the night failed); at most six findings
 * with a chart each, as inline pictures named by content id; a text part that says the same on its own.
 */
export function renderMail(report: NightReport): Omit<MailMessage, 'key'> {
  const findings = report.findings.slice(0, CHARTED).map((finding) => mailFinding(report, finding))
  const view = { ...mailView(report), findings: findings.map(({ view }) => view) }
  return {
    subject: mailSubject(report),
    html: fillTemplate('mail', view),
    text: mailText(report),
    images: findings.flatMap(({ image }) => (image === null ? [] : [image])),
  }
}

function mailView(report: NightReport) {
  const listed = report.findings.slice(CHARTED, LISTED)
  return {
    suite: oneLine(report.suite, 80),
    night: report.night,
    outcome: report.outcome,
    outcomeClause: outcomeClause(report),
    preview: oneLine((report.outcome === 'complete' ? null : report.missing[0]) ?? decision(report), 400),
    missing: report.missing.slice(0, 20).map((line) => codeSpans(oneLine(line, 400))),
    decision: decision(report),
    further: listed.map(({ title }) => oneLine(title)),
    omitted: Math.max(0, report.findings.length - LISTED),
    coverage: coverageLines(report.coverage),
    scoring: scoringLines(report.scoring),
    facts: report.facts.slice(0, 10).map((fact) => codeSpans(oneLine(fact, 300))),
    recovered: recoveredIssues(report)
      .slice(0, 20)
      .map((one) => ({ text: oneLine(one.detail || one.where), href: mailHref(placeOf(one.where).href) })),
    looked: checksLookedAt(report),
    expectedFalse: falseFindings(report),
    location: { text: report.reportLocation, href: mailHref(placeOf(report.reportLocation).href) },
    finished: formatTime(report.finishedAt),
  }
}

function mailFinding(report: NightReport, finding: Finding) {
  const chart = chartOf(finding.comparison, { width: 480, theme: PRINT_THEME })
  const image: Image | null = chart && {
    contentId: `${contentName(finding)}@nightdrift`,
    png: pngChart(chart),
  }
  const issue = findingIssue(report, finding.fingerprint)
  const view = {
    ...findingView(finding, { examples: 1, characters: 280 }),
    picture: image && chart && { contentId: image.contentId, alt: chart.title },
    issue: issue && { ...issue, href: mailHref(issue.href) },
  }
  return { view, image }
}

/** Mail programs open web addresses only; a path stays text that can be copied. */
function mailHref(href: string | null): string | null {
  return href !== null && /^(https?|mailto):/.test(href) ? href : null
}

function contentName({ fingerprint }: Finding): string {
  return `chart-${fingerprint.replace(/\W/g, '')}`
}
