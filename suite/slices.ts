import type { Tags } from './case.ts'
import type { PassRow, PassTable } from './pass-table.ts'

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
  const counts = new SliceCounts()
  for (const { tags } of rows) counts.add(tags)
  return counts.slices()
}

/** Finds the slices of cases that go by; of a tag that names cases it holds nothing. */
export class SliceCounts {
  /** Of each tag how many cases have a value; null for one that has too many values. */
  readonly #tags = new Map<string, Map<string, number> | null>()

  add(tags: Tags): void {
    for (const [tag, value] of Object.entries(tags)) this.#count(tag, String(value))
  }

  /** As `slicesOf`. */
  slices(): Slice[] {
    return [...this.#tags]
      .flatMap(([tag, values]) =>
        values === null || !isSlicing([...values.keys()])
          ? []
          : [...values]
              .filter(([, cases]) => cases >= LEAST_CASES)
              .map(([value]) => ({ name: `${tag}=${value}`, tag, value })),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  #count(tag: string, value: string): void {
    const values = this.#tags.has(tag) ? this.#tags.get(tag) : new Map<string, number>()
    values?.set(value, (values.get(value) ?? 0) + 1)
    this.#tags.set(tag, values == null || values.size > MOST_VALUES ? null : values)
  }
}

/** The rows of one slice. */
export function sliceRows(rows: PassTable, slice: Slice): PassRow[] {
  return rows.filter((row) => isInSlice(row, slice))
}

/** Whether a row belongs to a slice. */
export function isInSlice({ tags }: Pick<PassRow, 'tags'>, { tag, value }: Slice): boolean {
  return Object.hasOwn(tags, tag) && String(tags[tag]) === value
}

/** Whether a tag with these values cuts slices. */
export function isSlicing(values: readonly string[]): boolean {
  return values.length >= 2 && values.length <= MOST_VALUES && !values.every(isNumber)
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}
