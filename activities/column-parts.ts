import { MISSING } from '../drift/check-label.ts'
import { missingSummary } from '../drift/missing-summary.ts'
import { categoricalRowSummary, numericRowSummary } from '../drift/row-summary.ts'
import { EVERYTHING, type Summary, summarySize } from '../drift/summary.ts'
import { kishSize, type PairedUnitRows, type UnitRows } from '../drift/unit-rows.ts'
import type { SlicedRows } from '../queries/tables/read-rows.ts'
import type { RowDesign } from '../queries/tables/row-design.ts'
import type { RowColumn } from '../queries/tables/rows-pair.ts'
import type { ComparableColumn } from '../queries/tables/summarise-pair.ts'

type Counts = Readonly<Record<'reference' | 'current', number>>

/** One check to be made: both sides' summaries, and the rows behind them where those do not stand alone. */
export interface ColumnCheck {
  readonly reference: Summary
  readonly current: Summary
  readonly units?: PairedUnitRows
  /** Rows with a value and without, not weighted. */
  readonly n: Counts
  readonly missing: Counts
  readonly notes: readonly string[]
}

/** A column within one slice, or everywhere: its values, and the share of missing ones as a check of its own. */
export interface ColumnPart {
  readonly name: string
  readonly type: 'numeric' | 'categorical' | 'text'
  readonly values: ColumnCheck
  readonly missing: ColumnCheck | null
}

/** A column of counts as one part; there are no slices of it. */
export function wholePart({ name, type, notes, reference, current }: ComparableColumn): ColumnPart {
  const missing = { reference: reference.missing, current: current.missing }
  const values = {
    reference,
    current,
    n: { reference: summarySize(reference), current: summarySize(current) },
    missing,
    notes,
  }
  const [gone, left] = [missingSummary(reference), missingSummary(current)]
  return {
    name,
    type,
    values,
    missing:
      missing.reference + missing.current === 0
        ? null
        : {
            reference: gone,
            current: left,
            n: { reference: summarySize(gone), current: summarySize(left) },
            missing: { reference: 0, current: 0 },
            notes: [],
          },
  }
}

/** A column of rows, everywhere: slice `all`. */
export function wholeRowPart(column: RowColumn, design: RowDesign): ColumnPart {
  return partOf(column, design, { slice: EVERYTHING, rows: column.rows })
}

/** A column of rows within the slice of this number. */
export function slicePart(column: RowColumn, design: RowDesign, slice: number): ColumnPart {
  const { reference, current } = column.rows
  return partOf(column, design, {
    slice: `slice ${slice}`,
    rows: { reference: within(reference, slice), current: within(current, slice) },
  })
}

function within({ slices, units, values, weights }: SlicedRows, slice: number): UnitRows {
  const start = slices.indexOf(slice)
  const end = start < 0 ? 0 : slices.lastIndexOf(slice) + 1
  const of = (array: Float64Array) => array.subarray(Math.max(0, start), end)
  return { units: of(units), values: of(values), weights: of(weights) }
}

function partOf(
  { name, type, categories, notes }: RowColumn,
  design: RowDesign,
  { slice, rows }: { readonly slice: string; readonly rows: PairedUnitRows },
): ColumnPart {
  const summarise = (side: UnitRows) =>
    categories === null
      ? numericRowSummary(side, { feature: name, slice })
      : categoricalRowSummary(side, categories, { feature: name, slice })
  const values = checkOf(rows, design, summarise)
  const { missing } = values
  const presence = { reference: presenceOf(rows.reference), current: presenceOf(rows.current) }
  const subject = { feature: `${name}${MISSING}`, slice }
  return {
    name,
    type,
    values: { ...values, notes: [...notes, ...exactnessNotes(rows, design)] },
    missing:
      missing.reference + missing.current === 0
        ? null
        : checkOf(presence, design, (side) => categoricalRowSummary(side, PRESENCE, subject)),
  }
}

const PRESENCE = ['missing', 'present'] as const

function presenceOf({ units, weights, values }: UnitRows): UnitRows {
  return { units, weights, values: values.map((value) => (Number.isNaN(value) ? 0 : 1)) }
}

function checkOf(
  rows: PairedUnitRows,
  { cluster, weights }: RowDesign,
  summarise: (side: UnitRows) => Summary,
): ColumnCheck {
  const standAlone = cluster === null && weights.reference === null && weights.current === null
  const count = (holds: (value: number) => boolean): Counts => ({
    reference: countWhere(rows.reference, holds),
    current: countWhere(rows.current, holds),
  })
  return {
    reference: summarise(rows.reference),
    current: summarise(rows.current),
    ...(standAlone ? {} : { units: rows }),
    n: count(Number.isFinite),
    missing: count(Number.isNaN),
    notes: [],
  }
}

function countWhere({ values }: UnitRows, holds: (value: number) => boolean): number {
  return values.reduce((count, value) => count + (holds(value) ? 1 : 0), 0)
}

/** How much weighted rows are worth. */
function exactnessNotes(rows: PairedUnitRows, { weights }: RowDesign): string[] {
  if (weights.reference === null && weights.current === null) return []
  const worth = (['reference', 'current'] as const).map((side) =>
    Math.round(kishSize(rows[side].weights.filter((_, row) => Number.isFinite(rows[side].values[row])))),
  )
  return [
    `Estimates are weighted by 1 / inclusion_probability; the rows are worth ${worth[0]} of equal weight in the reference and ${worth[1]} on the current side (Kish).`,
  ]
}
