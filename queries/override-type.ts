import { ConfigError } from '../suite/config/errors.ts'
import { type ColumnPair, profileColumn, SIDES } from './column-pair.ts'
import type { Database } from './database.ts'
import type { ColumnType, InferredColumn } from './infer-column.ts'

/**
 * The user's word for a column's type, when it can be followed: `numeric` wants every cell to be a number (or NaN, NA,
 * N/A, null, None), and lists, objects and bytes have no type at all.
 * @throws ConfigError naming the column and how many cells are in the way, never what they hold
 */
export async function overrideType(
  db: Database,
  pair: ColumnPair,
  type: ColumnType,
): Promise<Exclude<InferredColumn, { readonly skip: string }>> {
  for (const side of SIDES) {
    const { kind } = pair[side]
    if (kind === 'nested' || kind === 'binary' || (kind === 'time' && type === 'numeric')) {
      throw cannot(pair.name, type, `the ${side} table holds ${HELD[kind]} there`)
    }
  }
  if (type === 'numeric') await checkNumbers(db, pair)
  return { type, isWhole: false, isBoolean: false }
}

const HELD = { nested: 'lists or objects', binary: 'bytes', time: 'dates or times' }

async function checkNumbers(db: Database, pair: ColumnPair): Promise<void> {
  const isText = SIDES.filter((side) => pair[side].kind === 'unknown' || pair[side].kind === 'text')
  if (isText.length === 0) return
  const profiles = await profileColumn(db, pair)
  for (const side of isText) {
    const { present, absent, numbers } = profiles[side]
    const words = present - absent - numbers
    if (words === 0) continue
    throw cannot(pair.name, 'numeric', `${words} of ${present} values of the ${side} table are no numbers`)
  }
}

function cannot(name: string, type: ColumnType, why: string): ConfigError {
  return new ConfigError(
    `Cannot compare column ${JSON.stringify(name)} as ${type}: ${why}. Leave its type out, or name one that fits it.`,
  )
}
