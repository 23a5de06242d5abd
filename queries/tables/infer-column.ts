import type { Database } from '../database.ts'
import type { ColumnKind } from './column-kind.ts'
import {
  type ColumnPair,
  type Profile,
  profileColumn,
  profileTexts,
  SIDES,
  type Side,
} from './column-pair.ts'
import {
  type DecimalMark,
  lookLikeNumbers,
  MOST_STRAYS,
  type NumberCells,
  numberCells,
  numberNotes,
} from './number-cells.ts'

export type ColumnType = 'numeric' | 'categorical' | 'text'

/** How a column is compared, or why it is not. */
export type InferredColumn = DecidedColumn | { readonly skip: string }

/** How a column is compared. */
export interface DecidedColumn {
  readonly type: ColumnType
  /** All numbers are written as whole ones. */
  readonly isWhole: boolean
  readonly isBoolean: boolean
  /** Dates or times, compared as seconds. */
  readonly isTime: boolean
  /** How texts write their numbers. */
  readonly marks: Readonly<Record<Side, DecimalMark>>
  readonly notes: readonly string[]
}

/** What most columns are not. */
export const PLAIN = {
  isWhole: false,
  isBoolean: false,
  isTime: false,
  marks: { reference: 'point', current: 'point' },
  notes: [],
} as const

/** Fewer texts than this are never taken for ids or free text: in a small table every name can stand once. */
const FEWEST_FOR_DISTINCT = 20

/** Above this share of distinct texts a column names its rows instead of kinds of rows. */
const NEARLY_ALL = 0.9

/** From this many words on average, texts that are nearly all distinct are prose and not ids. */
const PROSE_WORDS = 3

/**
 * How is this column to be compared, judged by both sides together?
 * Numbers are numeric, also where up to 5 % of the cells of a side are none; booleans categorical; texts categorical, unless more than 90 % of at least 20 are distinct:
 * then text when they have 3 words on average, else ids, which are left out. Dates, times, lists, objects and columns
 * without any value are left out. A side without values follows the other; sides that disagree are compared as texts.
 */
export async function inferColumn(db: Database, pair: ColumnPair): Promise<InferredColumn> {
  const declared = SIDES.map((side) => pair[side].kind)
  if (declared.includes('nested')) return { skip: 'it holds lists or objects' }
  if (declared.includes('binary')) return { skip: 'it holds bytes' }
  const { both, cells } = await actualKinds(db, pair)
  const kinds = new Set(both)
  if (kinds.size > 1) kinds.delete('empty')
  if (kinds.has('empty')) return { skip: 'it has no values on either side' }
  if (isOnly(kinds, ['whole', 'number']))
    return { ...PLAIN, type: 'numeric', isWhole: isOnly(kinds, ['whole']), ...(cells && readAs(cells)) }
  if (isOnly(kinds, ['boolean'])) return { ...PLAIN, type: 'categorical', isBoolean: true }
  if (isOnly(kinds, ['time'])) return { skip: TIMES }
  const texts = await inferTexts(db, pair, kinds.size > 1 ? [disagreement(both)] : [])
  return 'skip' in texts && cells !== null && haveNumbers(cells) ? { skip: tooManyStrays(cells) } : texts
}

/** Whether most cells of either side are numbers after all. */
function haveNumbers(cells: Readonly<Record<Side, NumberCells>>): boolean {
  return SIDES.every((side) => cells[side].numbers > cells[side].strays)
}

function tooManyStrays({ reference, current }: Readonly<Record<Side, NumberCells>>): string {
  const told = ({ numbers, strays }: NumberCells) => `${strays} of ${numbers + strays}`
  return `cells that are no numbers (${told(reference)} of the reference, ${told(current)} of the current side) are more than ${100 * MOST_STRAYS} %, so it is none of numbers, and nearly all of its values are distinct, as ids are`
}

/** Two windows of time always differ in their times: a check of them would always alarm. */
const TIMES =
  'it holds dates or times, which differ between any two windows of time; `--type` can compare it as numeric (seconds) or as categorical'

const KIND_WORDS: Readonly<Record<string, string>> = {
  whole: 'numbers',
  number: 'numbers',
  boolean: 'true and false',
  time: 'dates or times',
}

function disagreement([reference, current]: readonly (ColumnKind | 'empty')[]): string {
  const words = (kind = '') => KIND_WORDS[kind] ?? 'texts'
  return `The reference holds ${words(reference)} and the current side ${words(current)}, so both are compared as texts.`
}

async function inferTexts(db: Database, pair: ColumnPair, notes: readonly string[]): Promise<InferredColumn> {
  await profileColumn(db, pair)
  const { present, distinct, averageWords } = await profileTexts(db)
  const isNearlyDistinct = present >= FEWEST_FOR_DISTINCT && distinct > NEARLY_ALL * present
  if (!isNearlyDistinct) return { ...PLAIN, type: 'categorical', notes }
  if (averageWords >= PROSE_WORDS) return { ...PLAIN, type: 'text', notes }
  return { skip: `${distinct} of its ${present} values are distinct, as ids are; \`--type\` can compare it` }
}

/** What is kept of how the cells of a column of numbers are read. */
export function readAs(cells: Readonly<Record<Side, NumberCells>>): Pick<DecidedColumn, 'marks' | 'notes'> {
  const marks = { reference: cells.reference.mark, current: cells.current.mark }
  return { marks, notes: numberNotes(cells) }
}

interface ActualKinds {
  readonly both: readonly (ColumnKind | 'empty')[]
  /** Of texts that were looked at. */
  readonly cells: Readonly<Record<Side, NumberCells>> | null
}

async function actualKinds(db: Database, pair: ColumnPair): Promise<ActualKinds> {
  const declared = SIDES.map((side) => pair[side].kind)
  if (!declared.some((kind) => kind === 'unknown' || kind === 'text')) return { both: declared, cells: null }
  const profiles = await profileColumn(db, pair)
  const cells = await numberCells(db, profiles)
  // Digits may be a text on purpose; decimal commas are all that a file that knows types can make of such numbers.
  const hasCommas = SIDES.some((side) => cells[side].mark === 'comma')
  const looked = (side: Side) => (hasCommas && pair[side].kind === 'text' ? 'unknown' : pair[side].kind)
  return { both: SIDES.map((side) => actualKind(looked(side), profiles[side], cells[side])), cells }
}

function actualKind(declared: ColumnKind, profile: Profile, cells: NumberCells): ColumnKind | 'empty' {
  const { present, absent, whole, booleans, times } = profile
  if (present === 0) return 'empty'
  if (declared !== 'unknown' && declared !== 'text') return declared
  if (times === present) return 'time'
  if (declared === 'text') return 'text'
  if (absent === present) return 'empty'
  if (lookLikeNumbers(cells)) return cells.mark === 'point' && whole === cells.numbers ? 'whole' : 'number'
  return booleans === present ? 'boolean' : 'text'
}

function isOnly(kinds: ReadonlySet<string>, allowed: readonly string[]): boolean {
  return kinds.isSubsetOf(new Set(allowed))
}
