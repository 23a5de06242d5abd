import type { Database } from '../database.ts'
import { type Profile, SIDES, type Side } from './column-pair.ts'

/** What stands before the decimals of one side's numbers. */
export type DecimalMark = 'point' | 'comma'

/** The cells of one side as numbers. */
export interface NumberCells {
  readonly mark: DecimalMark
  readonly numbers: number
  /** Numbers that are written differently. */
  readonly different: number
  /** Cells that are no numbers, and no marks of missing ones either. */
  readonly strays: number
}

const COMMAS = new URL('./profile-commas.sql', import.meta.url)

/** So many cells of a side may be no numbers in a column of numbers; they count as missing. */
export const MOST_STRAYS = 0.05

/** With fewer numbers a word among them is not taken for a stray: in a small table it can be what the column is about. */
const FEWEST_NUMBERS = 20

/**
 * How many cells of a column's sides are numbers, and how are their decimals marked? A decimal comma is one where most
 * commas of the side cannot mark thousands, nor a point a decimal: `5,02`, and `1.234` beside `1.234,5`, but not `1,234` alone.
 */
export async function numberCells(
  db: Database,
  profiles: Readonly<Record<Side, Profile>>,
): Promise<Readonly<Record<Side, NumberCells>>> {
  const points = { reference: withPoints(profiles.reference), current: withPoints(profiles.current) }
  if (SIDES.every((side) => points[side].strays === 0)) return points
  const commas = await commaProfiles(db)
  const read = (side: Side) => withCommas(points[side], commas[side])
  const certain = SIDES.filter((side) => isCertain(side, commas) && isBetter(read(side), points[side]))
  const cellsOf = (side: Side) =>
    certain.includes(side) || (certain.length > 0 && follows(side, commas, points[side]))
      ? read(side)
      : points[side]
  return { reference: cellsOf('reference'), current: cellsOf('current') }
}

/** Whether so few cells are strays that a side is one of numbers, where a person has said that it is. */
export function areNearlyNumbers({ numbers, strays }: NumberCells): boolean {
  return strays <= MOST_STRAYS * (numbers + strays)
}

/** The same where nobody has said it. Two numbers and a word are three categories. */
export function lookLikeNumbers(cells: NumberCells): boolean {
  const { numbers, different, strays } = cells
  if (strays === 0) return numbers > 0
  return areNearlyNumbers(cells) && numbers >= FEWEST_NUMBERS && different > 2
}

/** What is told of cells that were read as numbers only with some care. */
export function numberNotes({ reference, current }: Readonly<Record<Side, NumberCells>>): string[] {
  const where = [
    ...(reference.mark === 'comma' ? ['in the reference'] : []),
    ...(current.mark === 'comma' ? ['on the current side'] : []),
  ]
  const strays = `${reference.strays} of the reference, ${current.strays} of the current side`
  return [
    ...(where.length === 0 ? [] : [`Numbers are read with decimal commas ${where.join(' and ')}.`]),
    ...(reference.strays + current.strays === 0
      ? []
      : [`Cells that are no numbers count as missing: ${strays}.`]),
  ]
}

function withPoints({ present, absent, numbers, different }: Profile): NumberCells {
  return { mark: 'point', numbers, different, strays: present - absent - numbers }
}

interface CommaProfile {
  readonly numbers: number
  readonly different: number
  readonly commas: number
  readonly certain_commas: number
  readonly points: number
  readonly certain_points: number
}

const NONE: CommaProfile = {
  numbers: 0,
  different: 0,
  commas: 0,
  certain_commas: 0,
  points: 0,
  certain_points: 0,
}

type CommaProfiles = Readonly<Record<Side, CommaProfile>>

async function commaProfiles(db: Database): Promise<CommaProfiles> {
  const rows = await db.rows(COMMAS)
  const profile = (side: Side) => (rows.find((row) => row.side === side) as CommaProfile | undefined) ?? NONE
  return { reference: profile('reference'), current: profile('current') }
}

function withCommas(points: NumberCells, { numbers, different }: CommaProfile): NumberCells {
  return { mark: 'comma', numbers, different, strays: points.strays + points.numbers - numbers }
}

function isBetter(commas: NumberCells, points: NumberCells): boolean {
  return areNearlyNumbers(commas) && commas.strays <= points.strays
}

function isCertain(side: Side, commas: CommaProfiles): boolean {
  const { certain_commas: certain, commas: all } = commas[side]
  return 2 * certain > all && haveNoDecimalPoint(side, commas)
}

/** Whether a side without any comma is to be read like the other, because its marks of thousands say so. */
function follows(side: Side, commas: CommaProfiles, points: NumberCells): boolean {
  const own = commas[side]
  const isOther = own.points > 0 || withCommas(points, own).strays < points.strays
  return (
    own.commas === 0 &&
    isOther &&
    haveNoDecimalPoint(side, commas) &&
    isBetter(withCommas(points, own), points)
  )
}

function haveNoDecimalPoint(side: Side, commas: CommaProfiles): boolean {
  return commas[side].points === 0 || SIDES.some((other) => commas[other].certain_points > 0)
}
