import type { Finding } from '../drift/finding.ts'
import { familyWords } from './family-words.ts'
import { countOf, formatCount, formatNumber } from './format/number.ts'
import type { NightReport } from './night-report.ts'
import { oneLine } from './plain-text.ts'
import { quarantineClause, quarantineWeight } from './quarantine-words.ts'

/**
 * The decision of a night in one sentence, first line of the page and the mail. A second one says when more of the log than
 * usual could not be used; where that makes the night degraded, it is said to be missing.
 *
 * @example decision(report) // '1 regression, 2 drifts: pass rate of contains fell by 11.3 points; …'
 * @example decision(quiet) // 'Nothing diverged: 26 checks looked at, 2 of them with too little data to say.'
 */
export function decision(report: NightReport): string {
  const unused = quarantineWeight(report.traffic) === 'told' ? ` ${quarantineClause(report.traffic)}.` : ''
  return `${verdict(report)}${unused}`
}

function verdict(report: NightReport): string {
  if (report.findings.length > 0)
    return fullStop(`${findingKinds(report.findings)}: ${shortTitles(report.findings, 3).join('; ')}`)
  if (report.checks.ran === 0) return 'Nothing was compared, so nothing is known about this night.'
  const nothing =
    report.outcome === 'complete' ? 'Nothing diverged' : 'Nothing diverged in what was looked at'
  return `${nothing}: ${checksLookedAt(report)}.`
}

/** What was cut short ends with its ellipsis. */
function fullStop(text: string): string {
  return text.endsWith('…') ? text : `${text}.`
}

/** What kind of finding there is how often: `2 regressions, 1 drift`. An improvement is no regression. */
export function findingKinds(findings: readonly Finding[]): string {
  const kinds = findings.map(findingKind)
  return (['regression', 'drift', 'improvement'] as const)
    .map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => countOf(count, kind))
    .join(', ')
}

/** What one finding is called: a suite finding is a regression, unless its pass rate rose. */
export function findingKind({ comparison, direction }: Finding): 'regression' | 'drift' | 'improvement' {
  const { kind } = familyWords(comparison.family)
  return kind === 'regression' && direction === 'up' ? 'improvement' : kind
}

/** How a night ended when it did not end well: first word of subject and first line; empty when complete. */
function outcomeWord({ outcome }: Pick<NightReport, 'outcome'>): '' | 'degraded' | 'FAILED' | 'cancelled' {
  return ({ complete: '', degraded: 'degraded', failed: 'FAILED', cancelled: 'cancelled' } as const)[outcome]
}

/**
 * How a night that is not complete is introduced, as a clause: `This night FAILED`; empty when complete.
 */
export function outcomeClause({ outcome }: Pick<NightReport, 'outcome'>): string {
  return {
    complete: '',
    degraded: 'This night is degraded',
    failed: 'This night FAILED',
    cancelled: 'This night was cancelled',
  }[outcome]
}

/**
 * How many findings would be false with nothing wrong, in a sentence; empty when nothing was compared.
 *
 * @example falseFindings(report) // 'With nothing wrong, 0.033 false findings a night are expected: about one in 30 nights.'
 */
export function falseFindings({ checks }: NightReport): string {
  const { ran, expectedFalse } = checks
  if (ran === 0 || expectedFalse <= 0) return ''
  const rarity = expectedFalse < 0.5 ? `: about one in ${formatCount(1 / expectedFalse)} nights` : ''
  return `With nothing wrong, ${formatNumber(expectedFalse)} false findings a night are expected${rarity}.`
}

/** What was looked at, as a clause: `26 checks looked at, 2 of them with too little data to say`. */
export function checksLookedAt({ checks }: Pick<NightReport, 'checks'>): string {
  const looked = `${countOf(checks.ran + checks.insufficient, 'check')} looked at`
  return checks.insufficient === 0
    ? looked
    : `${looked}, ${checks.insufficient} of them with too little data to say`
}

/**
 * The subject of a night's mail: on one line, at most 180 characters, the decision first and, before it, an outcome
 * that is not `complete`.
 *
 * @example mailSubject(report) // '[nightdrift] support-bot 2026-11-22: 3 findings — pass rate of contains fell …'
 */
export function mailSubject(report: NightReport): string {
  const word = outcomeWord(report)
  const night = `${word === '' ? '' : `${word} `}${report.suite} ${report.night}`
  return oneLine(`[nightdrift] ${night}: ${subjectDecision(report)}`, 180)
}

/** Titles for an enumeration: without their brackets, not capitalised; beyond `most`, `and 2 more`. */
function shortTitles(findings: readonly Finding[], most: number): readonly string[] {
  const titles = findings.slice(0, most).map((finding) => shortTitle(finding.title))
  return findings.length > most ? [...titles, `and ${findings.length - most} more`] : titles
}

function subjectDecision(report: NightReport): string {
  const { findings, checks, missing } = report
  if (findings.length > 0)
    return `${countOf(findings.length, 'finding')} — ${shortTitles(findings, 3).join(', ')}`
  if (report.outcome !== 'complete' && missing[0] !== undefined) return missing[0]
  return checks.ran === 0 ? 'nothing was compared' : `nothing diverged — ${checksLookedAt(report)}`
}

function shortTitle(title: string): string {
  const line = oneLine(title.replace(/\s*\([^()]*\)\s*$/, ''), 90)
  return /^(?:[A-Z][a-z]|A )/.test(line) ? line.slice(0, 1).toLowerCase() + line.slice(1) : line
}
