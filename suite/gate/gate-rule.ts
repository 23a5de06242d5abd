import { pairsOf } from '../../stats/paired-change.ts'
import type { ComparedRuns } from '../compared-runs.ts'
import type { PassTable } from '../pass-table.ts'
import { passes } from '../passes.ts'
import { exceeds, isBelow, type Share } from './share.ts'

/** The user's rule. */
export interface DiffRule {
  /** The fall of a pass rate that is still let through. */
  readonly threshold: Share
  /** The lowest pass rate that is let through. */
  readonly minPassRate?: Share | undefined
  /** The share of answered cases below which a run gives no verdict. */
  readonly answeredAtLeast: number
}

/** Why the user's rule stops a scorer. In whole numbers; null where it lets through. */
export interface RuleWords {
  /** It fell by more than the threshold. */
  readonly fell: string | null
  /** Its pass rate over all scored cases of the head is below the lowest that is let through. */
  readonly tooLow: string | null
}

/** What the user's rule says of a scorer. */
export function ruleWords(
  { name, table }: ComparedRuns['scorers'][number],
  head: PassTable,
  { threshold, minPassRate }: DiffRule,
): RuleWords {
  const n = pairsOf(table)
  const fall = table.n10 - table.n01
  const fell =
    n > 0 && exceeds(fall, n, threshold)
      ? `${name} fell by ${fall} of ${n} cases (${points(fall / n)} points), more than ${inPoints(threshold)}`
      : null
  return { fell, tooLow: minPassRate === undefined ? null : lowRate(name, head, minPassRate) }
}

function lowRate(name: string, head: PassTable, least: Share): string | null {
  const judged = head
    .filter(({ status }) => status === 'answered')
    .map(({ scores }) => (Object.hasOwn(scores, name) ? passes(scores[name]) : null))
    .filter((passed) => passed !== null)
  const passed = judged.filter((one) => one).length
  if (judged.length === 0 || !isBelow(passed, judged.length, least)) return null
  return `${name} passes ${passed} of ${judged.length} cases (${points(passed / judged.length)} %), less than ${inPoints(least, '%')}`
}

function points(share: number): string {
  return (100 * share).toFixed(1)
}

function inPoints({ numerator, denominator }: Share, unit = 'points'): string {
  return `${Number(numerator * 100n) / Number(denominator)} ${unit}`
}
