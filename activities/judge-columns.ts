import { compareCategorical } from '../drift/compare-categorical.ts'
import { compareNumeric } from '../drift/compare-numeric.ts'
import type { Comparison, JudgedComparison } from '../drift/comparison.ts'
import { judge } from '../drift/judge.ts'
import type { ColumnCheck, ColumnPart } from './column-parts.ts'

/** A column after its verdict: its values and, where some are missing, how many. */
export interface JudgedColumn {
  readonly name: string
  readonly type: ColumnPart['type']
  readonly own: JudgedComparison
  readonly missing: JudgedComparison | null
}

/**
 * Judges columns together at one level: the values and the share of missing ones are two checks of one family.
 *
 * @param slice joins the seeds, so that the same column of two slices draws apart
 */
export function judgeColumns(
  parts: readonly ColumnPart[],
  options: { readonly alpha: number; readonly slice: string },
): JudgedColumn[] {
  const pairs = parts.map((part) => comparePart(part, options.slice))
  return judgePairs(pairs, options.alpha)
}

/** Judges the columns of all slices as one family, and gives them back slice by slice. */
export function judgeSlices(
  slices: readonly (readonly ColumnPart[])[],
  alpha: number,
): readonly (readonly JudgedColumn[])[] {
  const pairs = slices.map((parts, slice) => parts.map((part) => comparePart(part, `slice ${slice}`)))
  const judged = judgePairs(pairs.flat(), alpha)
  let next = 0
  return pairs.map(({ length }) => {
    next += length
    return judged.slice(next - length, next)
  })
}

interface ComparedPair {
  readonly name: string
  readonly type: ColumnPart['type']
  readonly own: Comparison
  readonly missing: Comparison | null
}

function comparePart({ name, type, values, missing }: ColumnPart, slice: string): ComparedPair {
  const own = compareOne(values, name, slice)
  return {
    name,
    type,
    own: { ...own, type, notes: [...values.notes, ...own.notes] },
    missing: missing && compareOne(missing, `${name} (missing)`, slice),
  }
}

function compareOne(check: ColumnCheck, name: string, slice: string): Comparison {
  const { reference, current, units, n, missing } = check
  const seed = slice === 'all' ? 'compare' : `compare ${slice}`
  const options = {
    family: 'live-against-recent',
    check: name,
    seed,
    ...(units === undefined ? {} : { units }),
  } as const
  if (reference.type === 'numeric' && current.type === 'numeric')
    return { ...compareNumeric(reference, current, options), n, missing }
  if (reference.type === 'categorical' && current.type === 'categorical')
    return { ...compareCategorical(reference, current, options), n, missing }
  throw new TypeError(
    `Cannot compare column ${JSON.stringify(name)}: it is ${reference.type} on one side and ${current.type} on the other.`,
  )
}

function judgePairs(pairs: readonly ComparedPair[], alpha: number): JudgedColumn[] {
  const all = pairs.flatMap(({ own, missing }) => (missing === null ? [own] : [own, missing]))
  const judged = judge(all, { alpha }).values()
  const next = () => judged.next().value as JudgedComparison
  return pairs.map(({ name, type, missing }) => ({
    name,
    type,
    own: next(),
    missing: missing === null ? null : next(),
  }))
}
