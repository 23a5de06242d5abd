import { styleText } from 'node:util'
import type { Delivery } from '../drift/delivery.ts'
import type { Finding } from '../drift/finding.ts'
import { failedDeliveries, issueOf } from './delivery-links.ts'
import { plainSentence } from './finding-words.ts'
import { effectSentence } from './format/effect.ts'
import { formatPValue } from './format/p-value.ts'
import { decision, findingKind, outcomeClause } from './headline.ts'
import type { NightReport } from './night-report.ts'
import { oneLine } from './plain-text.ts'

type Paint = (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', text: string) => string

/**
 * A night in a few plain lines for a terminal: what diverged, where the issues, the mail and the report are.
 * Control characters of strangers' names never reach the terminal; colours only with `colour: true`.
 */
export function terminalSummary(
  report: NightReport,
  { colour = false }: { readonly colour?: boolean } = {},
): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text)
  const lines = [
    ...missingLines(report, paint),
    paint(report.findings.length > 0 ? 'bold' : 'green', decision(report)),
    ...report.findings.flatMap((finding, place) =>
      findingLines(report, { finding, place: place + 1 }, paint),
    ),
    '',
    ...failedDeliveries(report).map((one) =>
      paint('yellow', `not delivered ${one.kind}: ${oneLine(one.detail, 400)}`),
    ),
    ...deliveryLines(report.deliveries, paint),
    `${paint('dim', 'files       ')} ${oneLine(report.reportLocation, 400)}`,
  ]
  return `${lines.join('\n')}\n`
}

function missingLines(report: NightReport, paint: Paint): readonly string[] {
  if (report.outcome === 'complete') return []
  const lines = report.missing.map((line) => `  - ${oneLine(line, 400)}`)
  return [paint('red', `${outcomeClause(report)}. What is missing:`), ...lines, '']
}

function findingLines(
  report: NightReport,
  { finding, place }: { readonly finding: Finding; readonly place: number },
  paint: Paint,
): readonly string[] {
  const { comparison, direction } = finding
  const issue = issueOf(report, finding.fingerprint)
  return [
    '',
    `${place}. ${paint('bold', oneLine(finding.title))} ${paint('dim', `(${findingKind(finding)})`)}`,
    `   ${oneLine(plainSentence(comparison, direction), 400)}`,
    `   ${effectSentence(comparison.effect)}; adjusted ${formatPValue(comparison.adjustedPValue, comparison.alpha)}`,
    ...(issue && issue.action !== 'failed' ? [`   issue ${issue.action}: ${oneLine(issue.where, 400)}`] : []),
  ]
}

function deliveryLines(deliveries: readonly Delivery[], paint: Paint): readonly string[] {
  return deliveries
    .filter((one) => one.action !== 'failed' && (one.kind !== 'issue' || one.action === 'closed'))
    .map((one) => `${paint('dim', `${label(one)}`.padEnd(12))} ${oneLine(one.where, 400)}`)
}

function label({ kind, action }: Delivery): string {
  return kind === 'issue' ? 'recovered' : kind === 'report' ? 'report' : `mail ${action}`
}
