import { formatCount, formatPercent } from './format/number.ts'
import type { NightReport } from './night-report.ts'
import { oneLine } from './plain-text.ts'
import { redact } from './redact.ts'

/** Above this share of a night's lines in quarantine it is told: some lines of any log are broken. */
const TOLD = 0.01

/** Above this one a part of the night is missing: what was compared may be another traffic than what was served. */
const MISSING = 0.1

/** How much the lines in quarantine are to a reader. */
export type QuarantineWeight = 'little' | 'told' | 'missing'

/** Is what could not be used of a night's log lines worth telling? */
export function quarantineWeight(traffic: NightReport['traffic']): QuarantineWeight {
  const { all, quarantined } = traffic?.ownLines ?? { all: 0, quarantined: 0 }
  const share = all === 0 ? 0 : quarantined / all
  return share > MISSING ? 'missing' : share > TOLD ? 'told' : 'little'
}

/**
 * How much of the night's log could not be used; empty where there is nothing to say of it.
 *
 * @example quarantineClause(traffic) // '211 of 613 log lines (34.4 %) could not be used'
 */
export function quarantineClause(traffic: NightReport['traffic']): string {
  if (traffic?.ownLines === undefined) return ''
  const { all, quarantined } = traffic.ownLines
  return `${formatCount(quarantined)} of ${formatCount(all)} log lines (${formatPercent(quarantined / all)}) could not be used`
}

/** The same with the most frequent reason and where the others are, in a sentence. */
export function quarantineSentence(traffic: NightReport['traffic']): string {
  const often = traffic?.mostOften
  const why = often
    ? `, ${formatCount(often.count)} of them because ${redact(oneLine(often.reason, 160))}`
    : ''
  return `${quarantineClause(traffic)} and are no part of this night${why}. \`quarantine/\` in the lake names them all, line by line.`
}
