import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Comparison, Direction, Effect, Verdict } from '../drift/comparison.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { openDatabase } from '../queries/database.ts'
import { type SummarisedTables, summariseTables, type TableProgress } from '../queries/tables/read-table.ts'
import type { RowDesign, SliceValue } from '../queries/tables/row-design.ts'
import { slicePart, wholePart, wholeRowPart } from './column-parts.ts'
import { designNotes } from './design-notes.ts'
import { type JudgedColumn, judgeColumns, judgeSlices } from './judge-columns.ts'

export interface CompareTablesInput {
  /** Paths or globs of two tables: CSV, JSON lines (plain, .gz or .zst) or Parquet. */
  readonly reference: string
  readonly current: string
  /** Types that were given by a person instead of inferred. */
  readonly types: Readonly<Record<string, 'numeric' | 'categorical' | 'text'>>
  /** Names of columns that are left out. */
  readonly skip?: readonly string[]
  /** A column whose equal values mark rows that hang together; `auto` (default) looks for one, `none` wants none. */
  readonly cluster?: string
  /** A column within whose values everything is compared again. */
  readonly by?: string
  /** Keep every value also beyond 1,000,000 rows a side: slower, in memory that grows with the rows, without bounds. */
  readonly exact?: boolean
  /** Told before each column is read. */
  readonly onColumn?: (progress: TableProgress) => void
}

/** One column as `compare --json` prints it. */
export interface ComparedColumn {
  readonly name: string
  readonly type: 'numeric' | 'categorical' | 'text'
  readonly n: Comparison['n']
  readonly missing: Comparison['missing']
  readonly metrics: Comparison['metrics']
  readonly effect: {
    readonly name: Effect['name']
    readonly value: number
    readonly corrected: number
    readonly interval: { readonly lower: number; readonly upper: number; readonly level: number }
  } | null
  readonly pValue: number | null
  readonly adjustedPValue: number | null
  readonly minimumEffect: number
  readonly verdict: Verdict
  /** What drifted: the values, the share of missing ones, or both; empty unless the verdict is `drifted`. */
  readonly driftedIn: readonly ('values' | 'missing')[]
  /** Of the values. `up`: current ones are larger; null without enough data. */
  readonly direction: Direction | null
  readonly rule: string
  readonly notes: readonly string[]
}

/** Every column within one value of the column that slices are made by. */
export interface ComparedSlice {
  /** Null for rows without a value, and for the slice that pools `pooled` further values. */
  readonly value: string | null
  readonly pooled: number
  readonly rows: SliceValue['rows']
  readonly columns: readonly ComparedColumn[]
  readonly drifted: readonly string[]
}

/** What `compare --json` prints. */
export interface ComparedTables {
  readonly columns: readonly ComparedColumn[]
  readonly drifted: readonly string[]
  /** Columns that were not compared, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
  /** What was done about clusters, weights and slices. */
  readonly notes: readonly string[]
  /** With `by` alone. */
  readonly slices?: { readonly by: string; readonly slices: readonly ComparedSlice[] }
}

/** What a page shows beside what is printed: the judged comparisons, with their distributions, in the same order. */
export interface ComparedTablesInFull {
  readonly document: ComparedTables
  readonly judged: readonly JudgedColumn[]
}

/** Without nights to keep a budget over, the ordinary level. */
const ALPHA = 0.05

/** What is compared over everything keeps this share of the level, and slices share the rest: as at night. */
const WHOLE_SHARE = 0.8

/** Compares any two tables column by column, without a config or a lake. */
export async function compareTables(input: CompareTablesInput): Promise<ComparedTablesInFull> {
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'nightdrift-compare-'))
  const { cluster = 'auto', by = null, onColumn } = input
  try {
    await using db = await openDatabase({ temporaryFolder })
    const tables = await summariseTables(db, {
      ...input,
      rows: { cluster, by },
      ...(onColumn === undefined ? {} : { onColumn }),
    })
    return comparedTables(tables)
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true })
  }
}

function comparedTables(tables: SummarisedTables): ComparedTablesInFull {
  const { columns, rowColumns, design, skipped } = tables
  const alpha = design.by === null ? ALPHA : WHOLE_SHARE * ALPHA
  const parts = [...columns.map(wholePart), ...rowColumns.map((column) => wholeRowPart(column, design))]
  const judged = judgeColumns(parts, { alpha, slice: EVERYTHING })
  const compared = judged.map(toColumn)
  return {
    judged,
    document: {
      columns: compared,
      drifted: driftedOf(compared),
      skipped,
      notes: designNotes(design, { alpha, sliceAlpha: ALPHA - alpha }),
      ...(design.by === null ? {} : { slices: slicesOf(tables, design.by) }),
    },
  }
}

function slicesOf(
  { rowColumns, design }: SummarisedTables,
  { column, slices }: NonNullable<RowDesign['by']>,
): NonNullable<ComparedTables['slices']> {
  const others = rowColumns.filter(({ name }) => name !== column)
  const parts = slices.map((_, slice) => others.map((other) => slicePart(other, design, slice)))
  const judged = judgeSlices(parts, (1 - WHOLE_SHARE) * ALPHA)
  return {
    by: column,
    slices: slices.map(({ value, pooled, rows }, slice) => {
      const compared = (judged[slice] ?? []).map(toColumn)
      return { value, pooled, rows, columns: compared, drifted: driftedOf(compared) }
    }),
  }
}

function driftedOf(columns: readonly ComparedColumn[]): string[] {
  return columns.filter(({ verdict }) => verdict === 'drifted').map(({ name }) => name)
}

function toColumn({ name, type, own, missing }: JudgedColumn): ComparedColumn {
  const { n, metrics, effect, pValue, adjustedPValue, minimumEffect } = own
  const gone = missing?.verdict === 'drifted'
  return {
    name,
    type,
    n,
    missing: own.missing,
    metrics,
    effect: effect && {
      name: effect.name,
      value: effect.value,
      corrected: effect.corrected,
      interval: effect.interval,
    },
    pValue,
    adjustedPValue,
    minimumEffect,
    verdict: gone ? 'drifted' : own.verdict,
    driftedIn: [
      ...(own.verdict === 'drifted' ? (['values'] as const) : []),
      ...(gone ? (['missing'] as const) : []),
    ],
    direction: own.direction,
    rule: gone ? `the share of missing values: ${missing.rule}` : own.rule,
    notes: adjustedPValue === null ? [...own.notes, unjudgedNote(own)] : own.notes,
  }
}

/** Where there is no p-value either, another note tells why already. */
function unjudgedNote({ pValue, rule }: JudgedColumn['own']): string {
  const reason = pValue === null ? 'not judged' : rule.replace(/\.$/, '')
  return `No adjustedPValue and no direction: ${reason}.`
}
