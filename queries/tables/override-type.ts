import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'
import { type ColumnPair, profileColumn, SIDES, type Side, viewSide } from './column-pair.ts'
import { type ColumnType, type DecidedColumn, PLAIN, readAs } from './infer-column.ts'
import { areNearlyNumbers, MOST_STRAYS, type NumberCells, numberCells } from './number-cells.ts'

const MOMENTS = new URL('./count-moments.sql', import.meta.url)
const STRAY = new URL('./find-stray.sql', import.meta.url)

/**
 * The user's word for a column's type, when it can be followed: `numeric` wants 95 % of the cells of a side to be numbers
 * (marks of missing ones left out), of which the others count as missing, or every cell of both sides to be a date or time,
 * which are compared as seconds. Lists, objects and bytes have no type at all.
 * @throws ConfigError naming the column and how many cells are in the way, never what they hold
 */
export async function overrideType(db: Database, pair: ColumnPair, type: ColumnType): Promise<DecidedColumn> {
  for (const side of SIDES) {
    const { kind } = pair[side]
    if (kind === 'nested' || kind === 'binary')
      throw cannot(pair.name, type, `the ${side} table holds ${HELD[kind]} there`)
  }
  if (type !== 'numeric') return { ...PLAIN, type }
  if (await areTimes(db, pair)) return { ...PLAIN, type, isTime: true, notes: [SECONDS] }
  return { ...PLAIN, type, ...(await numbersOf(db, pair)) }
}

const HELD = { nested: 'lists or objects', binary: 'bytes' }

const SECONDS = 'Dates are compared as seconds since 1970-01-01 UTC, times of day as seconds since midnight.'

/** Whether both sides hold dates or times, or one does and the other nothing. */
async function areTimes(db: Database, pair: ColumnPair): Promise<boolean> {
  const kinds = SIDES.map((side) => pair[side].kind)
  if (kinds.some((kind) => kind !== 'time' && kind !== 'unknown' && kind !== 'text')) return false
  await profileColumn(db, pair)
  const rows = await db.rows(MOMENTS)
  const counts = rows.map(({ present, moments }) => ({ present: Number(present), moments: Number(moments) }))
  return (
    counts.every(({ present, moments }) => present === moments) && counts.some(({ moments }) => moments > 0)
  )
}

async function numbersOf(db: Database, pair: ColumnPair): Promise<Partial<DecidedColumn>> {
  const others = SIDES.filter((side) => pair[side].kind === 'time')
  if (others.length > 0)
    throw cannot(
      pair.name,
      'numeric',
      `the ${others[0]} table holds dates or times there, the other does not`,
    )
  const isText = SIDES.filter((side) => pair[side].kind === 'unknown' || pair[side].kind === 'text')
  if (isText.length === 0) return {}
  const cells = await numberCells(db, await profileColumn(db, pair))
  for (const side of isText)
    if (!areNearlyNumbers(cells[side])) throw await tooManyStrays(db, pair, { side, ...cells[side] })
  return readAs(cells)
}

async function tooManyStrays(
  db: Database,
  pair: ColumnPair,
  { side, mark, numbers, strays }: NumberCells & { readonly side: Side },
): Promise<ConfigError> {
  await viewSide(db, pair, side)
  const [found] = await db.rows(STRAY, { mark })
  return new ConfigError(
    `Cannot compare column ${JSON.stringify(pair.name)} as numeric: ${strays} of ${numbers + strays} values of the ${side} table are no numbers, the first one in row ${found?.row} (the header is not counted). Expected at most ${100 * MOST_STRAYS} %, which count as missing. Correct them, leave the type out, or name one that fits.`,
  )
}

function cannot(name: string, type: ColumnType, why: string): ConfigError {
  return new ConfigError(
    `Cannot compare column ${JSON.stringify(name)} as ${type}: ${why}. Leave its type out, or name one that fits it.`,
  )
}
