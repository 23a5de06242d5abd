import type { ComparedRuns } from './compared-runs.ts'
import type { PassRow, PassTable } from './pass-table.ts'
import { RunsTally } from './runs-tally.ts'

/**
 * Which cases changed sides between two runs of one suite? Paired by case and epoch, over what was scored in both,
 * so an error on one side never makes a flip.
 *
 * @throws RangeError when a run holds a case's epoch twice
 * @example compareRuns(base, head).scorers[0]?.table // {n11: 382, n10: 360, n01: 76, n00: 501}
 */
export function compareRuns(base: PassTable, head: PassTable): ComparedRuns {
  const baseRows = byCase(base, 'base')
  const headRows = byCase(head, 'head')
  const tally = new RunsTally()
  for (const [key, row] of headRows) tally.add(baseRows.get(key), row, unitOf(row))
  for (const [key, row] of baseRows) if (!headRows.has(key)) tally.add(row, undefined)
  return tally.compared()
}

/** Epochs of one case hang together too. */
function unitOf({ caseId }: PassRow): string {
  return `case ${caseId}`
}

function byCase(rows: PassTable, run: string): Map<string, PassRow> {
  const found = new Map<string, PassRow>()
  for (const row of rows) {
    const key = `${row.epoch ?? 1} ${row.caseId}`
    if (found.has(key)) {
      throw new RangeError(
        `Cannot compare runs: the ${run} holds case ${JSON.stringify(row.caseId)}, epoch ${row.epoch ?? 1}, twice; expected once. Read each result file once.`,
      )
    }
    found.set(key, row)
  }
  return found
}
