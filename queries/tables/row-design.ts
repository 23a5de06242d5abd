import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { columnPair, columnSide, SIDES, type Side, viewCells } from './column-pair.ts'
import type { OpenTable } from './table-file.ts'

type Tables = Readonly<Record<Side, OpenTable>>

/** How rows are to be grouped, as a person asked for it. */
export interface RowDesignInput {
  /** A column whose equal values mark rows that hang together; `auto` looks for ids that repeat; `none` for no such. */
  readonly cluster: string
  /** A column within whose values everything is compared again. */
  readonly by: string | null
}

/** One value of the column that slices are made by. */
export interface SliceValue {
  /** Null where the rows have no value there. */
  readonly value: string | null
  /** More than 0: the slice pools as many further values, and `value` is null. */
  readonly pooled: number
  readonly rows: Readonly<Record<Side, number>>
}

/** What rows are besides single, equal and independent. */
export interface RowDesign {
  readonly cluster: { readonly column: string; readonly units: Readonly<Record<Side, number>> } | null
  readonly by: { readonly column: string; readonly slices: readonly SliceValue[] } | null
  /** The side's rows are weighted by `inclusion_probability`; `absent` of them have none and count once. */
  readonly weights: Readonly<Record<Side, { readonly absent: number } | null>>
}

/** A column of this name says how likely each row was to be kept. */
export const PROBABILITY = 'inclusion_probability'

/** Ids of what rows are usually part of. */
const USUAL_CLUSTERS = ['conversation_id', 'user_id']

/** Values beyond these are pooled into one slice: a report of more is read by nobody. */
const MOST_SLICES = 50

const KEYS = new URL('./count-keys.sql', import.meta.url)
const PROBABILITIES = new URL('./count-probabilities.sql', import.meta.url)
const SLICES = new URL('./count-slices.sql', import.meta.url)

/**
 * Which rows hang together, count more than others, or form slices?
 * @throws ConfigError when a column that was asked for is not there or cannot be used so, or a probability is none
 */
export async function readRowDesign(
  db: Database,
  tables: Tables,
  { cluster, by }: RowDesignInput,
): Promise<RowDesign> {
  return {
    cluster: await readClusters(db, tables, cluster),
    by: by === null ? null : await readSlices(db, tables, by),
    weights: {
      reference: await readWeights(db, tables.reference, 'reference'),
      current: await readWeights(db, tables.current, 'current'),
    },
  }
}

async function readClusters(db: Database, tables: Tables, wanted: string): Promise<RowDesign['cluster']> {
  if (wanted === 'none') return null
  if (wanted === 'auto') {
    const candidates: NonNullable<RowDesign['cluster']>[] = []
    for (const column of USUAL_CLUSTERS) {
      if (!SIDES.some((side) => tables[side].columns.has(column))) continue
      const { units, repeats } = await countKeys(db, tables, column)
      if (repeats) candidates.push({ column, units })
    }
    // Of two, the one with fewer clusters: a user's conversations hang together too.
    return candidates.sort((a, b) => unitsOf(a) - unitsOf(b))[0] ?? null
  }
  requireColumn(tables, wanted, { option: '--cluster', sides: 1 })
  return { column: wanted, units: (await countKeys(db, tables, wanted)).units }
}

function unitsOf({ units }: NonNullable<RowDesign['cluster']>): number {
  return units.reference + units.current
}

async function countKeys(db: Database, tables: Tables, column: string) {
  await viewCells(db, column, tables)
  const rows = await db.rows(KEYS)
  const found = (side: Side) => rows.find((row) => row.side === side)
  const units = (side: Side) => Number(found(side)?.keys ?? 0)
  const repeats = rows.some(({ present, keys }) => Number(keys) < Number(present))
  return { units: { reference: units('reference'), current: units('current') }, repeats }
}

async function readSlices(db: Database, tables: Tables, column: string): Promise<RowDesign['by']> {
  requireColumn(tables, column, { option: '--by', sides: 2 })
  const pair = columnPair(column, tables)
  if (SIDES.some((side) => pair[side].kind === 'nested' || pair[side].kind === 'binary'))
    throw new ConfigError(
      `Cannot make slices by column ${JSON.stringify(column)}: it holds lists, objects or bytes. Name a column of plain values.`,
    )
  await viewCells(db, column, tables)
  const found = (await db.rows(SLICES)).map(
    ({ value, reference, current }): SliceValue => ({
      value: value === null ? null : String(value),
      pooled: 0,
      rows: { reference: Number(reference), current: Number(current) },
    }),
  )
  const kept = found.length <= MOST_SLICES + 1 ? found : found.slice(0, MOST_SLICES)
  const rest = found.slice(kept.length)
  return { column, slices: rest.length === 0 ? kept : [...kept, poolOf(rest)] }
}

function poolOf(rest: readonly SliceValue[]): SliceValue {
  const sum = (side: Side) => rest.reduce((total, { rows }) => total + rows[side], 0)
  return {
    value: null,
    pooled: rest.length,
    rows: { reference: sum('reference'), current: sum('current') },
  }
}

async function readWeights(
  db: Database,
  table: OpenTable,
  side: Side,
): Promise<{ readonly absent: number } | null> {
  if (!table.columns.has(PROBABILITY)) return null
  const { cell } = columnSide(PROBABILITY, table)
  await db.run({
    name: PROBABILITY,
    sql: `CREATE OR REPLACE TEMP VIEW column_cell AS SELECT '${side}' AS side, ${cell} AS cell FROM ${table.view}`,
  })
  const [row] = await db.rows(PROBABILITIES)
  const wrong = Number(row?.wrong)
  if (wrong > 0)
    throw new ConfigError(
      `Cannot weight the rows of the ${side} table: in ${wrong} of them \`${PROBABILITY}\` is no number from 1e-9 to 1. Correct it, or name the column otherwise if it means something else.`,
    )
  return { absent: Number(row?.absent) }
}

function requireColumn(
  tables: Tables,
  name: string,
  { option, sides }: { readonly option: string; readonly sides: 1 | 2 },
): void {
  if (SIDES.filter((side) => tables[side].columns.has(name)).length >= sides) return
  const known = [...tables.reference.columns.keys()].filter(
    (column) => sides === 1 || tables.current.columns.has(column),
  )
  const some = known
    .slice(0, 20)
    .map((column) => JSON.stringify(column))
    .join(', ')
  throw new ConfigError(
    `Cannot follow ${option} ${JSON.stringify(name)}: ${sides === 1 ? 'neither table has' : 'not both tables have'} such a column. Expected one of ${some}${known.length > 20 ? ', …' : ''}.`,
  )
}
