import type { RunSummary } from '../activities/run-summary.ts'
import { compareRuns } from '../suite/compare-runs.ts'
import type { PassTable } from '../suite/pass-table.ts'

/** Cases of either side that are named. */
const MOST_CASES = 5

/** A run and the one before it. */
export interface Delta {
  readonly before: PassTable
  readonly table: PassTable
  readonly summary: RunSummary
  readonly at: Date
}

/**
 * What became of a run since the one before it, in a line: pass rates, which cases newly fail and which are fixed.
 *
 * @example deltaLine(delta) // '14:03:12  contains 19/20; newly failing: c7; fixed: c3, c4'
 */
export function deltaLine({ before, table, summary, at }: Delta): string {
  const { cases, scorers } = compareRuns(before, table)
  const alone = scorers.length === 1
  const named = (which: 'lost' | 'gained') =>
    scorers.flatMap((scorer) => scorer[which].map((id) => (alone ? id : `${id} (${scorer.name})`)))
  const rates = summary.scorers.map(({ name, passed, n }) => `${name} ${passed}/${n}`)
  const parts = [
    rates.join(', '),
    ...listed('newly failing', named('lost')),
    ...listed('fixed', named('gained')),
    ...counted(cases.changed, 'edited'),
    ...counted(cases.onlyHead, 'new'),
    ...counted(cases.onlyBase, 'gone'),
    ...counted(summary.counts.errored, 'without an answer'),
  ]
  const rest = parts.length === 1 ? ['no case changed sides'] : []
  return `${at.toTimeString().slice(0, 8)}  ${[...parts, ...rest].join('; ')}`
}

function listed(title: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const more = ids.length > MOST_CASES ? ` and ${ids.length - MOST_CASES} more` : ''
  return [`${title}: ${ids.slice(0, MOST_CASES).join(', ')}${more}`]
}

function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`]
}
