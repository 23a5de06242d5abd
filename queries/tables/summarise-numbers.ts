import { anchorsOf } from '../../drift/anchors.ts'
import { sortedSummary } from '../../drift/exact-summary.ts'
import { gridCounter } from '../../drift/grid-counter.ts'
import { overOwnAnchors } from '../../drift/over-own-anchors.ts'
import { EVERYTHING, type NumericSummary } from '../../drift/summary.ts'
import type { Database } from '../database.ts'
import { SIDES, type Side } from './column-pair.ts'
import { readNumbers, streamNumbers } from './read-numbers.ts'
import { isRun, runCounter } from './running-numbers.ts'
import { sortColumns } from './sort-columns.ts'

/** Up to so many rows a side every value is kept; beyond it, values are counted over anchors of the reference. */
const EXACT_ROWS = 1_000_000

/** So many numbers of one side are in memory at once, 128 MB of them, or one column where that has more. */
const MOST_AT_ONCE = 2 ** 24

/** A column of numbers that both tables have: its name, and its SQL as DOUBLE on either side. */
export type NumberColumn = Readonly<Record<Side, string>> & { readonly name: string }

/** Which views hold the two sides, and whether every value is kept whatever their size. */
export interface NumberTables {
  readonly views: Readonly<Record<Side, string>>
  readonly exact: boolean
}

/** Both sides of a column of numbers, and whether both number their rows one after the other, as ids do. */
export type NumberPair = Readonly<Record<Side, NumericSummary>> & { readonly isRunning: boolean }

/**
 * Summarises number columns of two tables, many in one pass. Up to 1,000,000 rows a side, and with `exact`, these are
 * the exact distributions. Beyond, a longer reference fixes anchors and is put over them, and a longer current side
 * streams by and is counted over the anchors of the reference, in memory that does not depend on its rows.
 */
export async function summariseNumbers(
  db: Database,
  columns: readonly NumberColumn[],
  { views, exact }: NumberTables,
): Promise<ReadonlyMap<string, NumberPair>> {
  const rows = {
    reference: await countRows(db, views.reference),
    current: await countRows(db, views.current),
  }
  const isLong = (side: Side) => !exact && rows[side] > EXACT_ROWS
  const kept = SIDES.filter((side) => side === 'reference' || !isLong(side))
  const batch = Math.max(1, Math.floor(MOST_AT_ONCE / Math.max(...kept.map((side) => rows[side]))))
  const found = new Map<string, NumberPair>()
  for (let from = 0; from < columns.length; from += batch) {
    const some = columns.slice(from, from + batch)
    const reference = await readExact(db, some, { side: 'reference', views, rows: rows.reference })
    const current = isLong('current')
      ? await countOver(reference, db, { view: views.current, rows: rows.current, columns: some })
      : (await readExact(db, some, { side: 'current', views, rows: rows.current })).map(withRun)
    for (const [i, { name }] of some.entries()) {
      const own = isLong('reference') ? overOwnAnchors(reference[i]!) : reference[i]!
      const { summary, isRun: runs } = current[i]!
      found.set(name, { reference: own, current: summary, isRunning: runs && isRun(reference[i]!) })
    }
  }
  return found
}

interface CurrentSide {
  readonly summary: NumericSummary
  readonly isRun: boolean
}

function withRun(summary: NumericSummary): CurrentSide {
  return { summary, isRun: isRun(summary) }
}

async function countRows(db: Database, view: string): Promise<number> {
  const sql = `SELECT CAST(count(*) AS DOUBLE) AS rows FROM ${view}`
  const [row] = await db.rows({ name: `rows of ${view}`, sql })
  return Number(row?.rows)
}

interface ExactSide {
  readonly side: Side
  readonly views: Readonly<Record<Side, string>>
  readonly rows: number
}

async function readExact(
  db: Database,
  columns: readonly NumberColumn[],
  { side, views, rows }: ExactSide,
): Promise<NumericSummary[]> {
  const expressions = columns.map((column) => column[side])
  const values = await readNumbers(db, { view: views[side], rows, expressions })
  await sortColumns(values)
  return columns.map(({ name }, i) => sortedSummary(values[i]!, { feature: name, slice: EVERYTHING }))
}

async function countOver(
  references: readonly NumericSummary[],
  db: Database,
  {
    view,
    rows,
    columns,
  }: { readonly view: string; readonly rows: number; readonly columns: readonly NumberColumn[] },
): Promise<CurrentSide[]> {
  const counters = references.map((reference) => gridCounter(anchorsOf(reference)))
  // What runs on one side alone is compared, so only these columns are looked at twice.
  const runs = references.map((reference) => (isRun(reference) ? runCounter() : null))
  const expressions = columns.map(({ current }) => current)
  await streamNumbers(db, { view, rows, expressions }, (chunk) => {
    for (const [i, values] of chunk.entries()) {
      counters[i]!.add(values)
      runs[i]?.add(values)
    }
  })
  return counters.map((counter, i) => ({
    summary: counter.summary({ feature: columns[i]!.name, slice: EVERYTHING }),
    isRun: runs[i]?.isRun() ?? false,
  }))
}
