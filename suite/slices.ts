import type { PassRow, PassTable } from './compare-runs.ts'

/** Cases that share a tag's value. */
export interface Slice {
  /** `intent=refund`; tag and value may have been written by strangers. */
  readonly name: string
  readonly tag: string
  readonly value: string
}

/** A tag with more values names cases, not slices. */
export const MOST_VALUES = 20
/** A smaller slice says too little. */
export const LEAST_CASES = 10

/**
 * The slices worth looking at: every value of each tag that has 2 to 20 of them, with at least ten cases. A tag whose
 * values are all numbers is a measurement, and cuts no slices.
 */
export function slicesOf(rows: PassTable): Slice[] {
  return [...countValues(rows)]
    .filter(([, values]) => isSlicing([...values.keys()]))
    .flatMap(([tag, values]) =>
      [...values]
        .filter(([, cases]) => cases >= LEAST_CASES)
        .map(([value]) => ({ name: `${tag}=${value}`, tag, value })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The rows of one slice. */
export function sliceRows(rows: PassTable, { tag, value }: Slice): PassRow[] {
  return rows.filter((row) => Object.hasOwn(row.tags, tag) && String(row.tags[tag]) === value)
}

/** Whether a tag with these values cuts slices. */
export function isSlicing(values: readonly string[]): boolean {
  return values.length >= 2 && values.length <= MOST_VALUES && !values.every(isNumber)
}

function countValues(rows: PassTable): Map<string, Map<string, number>> {
  const tags = new Map<string, Map<string, number>>()
  for (const row of rows) {
    for (const [tag, value] of Object.entries(row.tags)) {
      const values = tags.get(tag) ?? new Map<string, number>()
      values.set(String(value), (values.get(String(value)) ?? 0) + 1)
      tags.set(tag, values)
    }
  }
  return tags
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}
