import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareCategorical } from '../drift/compare-categorical.ts'
import { compareNumeric } from '../drift/compare-numeric.ts'
import type { Comparison, Direction, JudgedComparison, Verdict } from '../drift/comparison.ts'
import { judge } from '../drift/judge.ts'
import { missingSummary } from '../drift/missing-summary.ts'
import { openDatabase } from '../queries/database.ts'
import { summariseTables } from '../queries/read-table.ts'
import type { ComparableColumn } from '../queries/summarise-pair.ts'

export interface CompareTablesInput {
  /** Paths of two tables: CSV, JSON lines (plain or .gz) or Parquet. */
  readonly reference: string
  readonly current: string
  /** Types that were given by a person instead of inferred. */
  readonly types: Readonly<Record<string, 'numeric' | 'categorical' | 'text'>>
}

/** One column as `compare --json` prints it. */
export interface ComparedColumn {
  readonly name: string
  readonly type: 'numeric' | 'categorical' | 'text'
  readonly n: Comparison['n']
  readonly missing: Comparison['missing']
  readonly metrics: Comparison['metrics']
  readonly effect: {
    readonly name: string
    readonly value: number
    readonly corrected: number
    readonly interval: { readonly lower: number; readonly upper: number; readonly level: number }
  } | null
  readonly pValue: number | null
  readonly adjustedPValue: number | null
  readonly minimumEffect: number
  readonly verdict: Verdict
  /** `up`: current values are larger; null without enough data. */
  readonly direction: Direction | null
  readonly rule: string
  readonly notes: readonly string[]
}

export interface ComparedTables {
  readonly columns: readonly ComparedColumn[]
  readonly drifted: readonly string[]
  /** Columns that were not compared, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}

/** Without nights to keep a budget over, the ordinary level. */
const ALPHA = 0.05

/** Compares any two tables column by column, without a config or a lake. */
export async function compareTables(input: CompareTablesInput): Promise<ComparedTables> {
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'nightdrift-compare-'))
  try {
    await using db = await openDatabase({ temporaryFolder })
    const { columns, skipped } = await summariseTables(db, input)
    const judged = judgeColumns(columns)
    return {
      columns: judged,
      drifted: judged.filter((column) => column.verdict === 'drifted').map((column) => column.name),
      skipped,
    }
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true })
  }
}

/** Values and the share of missing ones are two checks of one family, told as one column. */
function judgeColumns(columns: readonly ComparableColumn[]): ComparedColumn[] {
  const values = columns.map(compareValues)
  const missing = columns.map(compareMissing)
  const judged = judge([...values, ...missing.filter((comparison) => comparison !== null)], { alpha: ALPHA })
  const byCheck = new Map(judged.map((comparison) => [comparison.check, comparison]))
  return columns.flatMap((column) => {
    const own = byCheck.get(column.name)
    return own === undefined ? [] : [toColumn(column, own, byCheck.get(missingCheck(column)))]
  })
}

function compareValues({ name, reference, current, type, notes }: ComparableColumn): Comparison {
  const options = { family: 'live-against-recent', check: name, seed: 'compare' } as const
  if (reference.type === 'numeric' && current.type === 'numeric') {
    const comparison = compareNumeric(reference, current, options)
    return { ...comparison, type, notes: [...notes, ...comparison.notes] }
  }
  if (reference.type === 'categorical' && current.type === 'categorical')
    return compareCategorical(reference, current, options)
  throw new TypeError(
    `Cannot compare column ${JSON.stringify(name)}: it is ${reference.type} on one side and ${current.type} on the other.`,
  )
}

function compareMissing(column: ComparableColumn): Comparison | null {
  const { reference, current } = column
  if (reference.missing === 0 && current.missing === 0) return null
  return compareCategorical(missingSummary(reference), missingSummary(current), {
    family: 'live-against-recent',
    check: missingCheck(column),
    seed: 'compare',
  })
}

function missingCheck({ name }: ComparableColumn): string {
  return `${name} (missing)`
}

function toColumn(
  { name, type }: ComparableColumn,
  own: JudgedComparison,
  missing: JudgedComparison | undefined,
): ComparedColumn {
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
    direction: own.direction,
    rule: gone ? `the share of missing values: ${missing.rule}` : own.rule,
    notes: own.notes,
  }
}
