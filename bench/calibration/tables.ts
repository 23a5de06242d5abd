import { coverageCells, resultCells, yearCells } from './calibration-tables.ts'
import { COVERED_SHARES, coverageRows } from './coverage-rows.ts'
import { powerRows } from './power-rows.ts'
import { quietRows } from './quiet-rows.ts'
import { type CalibrationResult, type CalibrationRow, runRow } from './row.ts'
import { userRows } from './user-rows.ts'
import { yearRows } from './year-rows.ts'

/** How often each kind of experiment is repeated. */
export interface Trials {
  readonly quiet: number
  readonly power: number
  readonly years: number
}

/** A row that can be made, known by its first cells. */
export interface RowToMake {
  readonly labels: readonly string[]
  /** All cells, and whether what is promised is kept. */
  make(): { readonly cells: readonly string[]; readonly kept: boolean }
}

/** A table of the page. */
export interface CalibrationTable {
  readonly head: readonly string[]
  rows(trials: Trials): readonly RowToMake[]
}

/** Each table by its name, which its markers in the page have too. */
export const TABLES: Readonly<Record<string, CalibrationTable>> = {
  quiet: {
    head: ['feature', 'nights', 'requests a night', 'p by', 'alarms at 5 %', 'promise'],
    rows: ({ quiet }) => quietRows(quiet).map((row) => made(row, resultCells)),
  },
  users: {
    head: [
      ...['feature', 'live traffic', 'correlation', 'cases'],
      ...['alarms at 5 % if all were independent', 'alarms at 5 %', 'promise'],
    ],
    rows: ({ quiet }) => userRows(quiet).map((row) => made(row, userCells)),
  },
  coverage: {
    head: ['nights', ...COVERED_SHARES.map((share) => `share ${share}`), 'promise'],
    rows: ({ quiet }) =>
      coverageRows(quiet).map(({ name, run }) => ({
        labels: [name],
        make: () => {
          const row = run()
          return { cells: coverageCells(row), kept: row.kept !== false }
        },
      })),
  },
  years: {
    head: [
      ...['nights', 'deviation between nights', 'requests a night', 'years'],
      'against recent nights, a year: nights with p / with a finding',
      'slow drift, a year: checks with evidence / with a finding',
      'at most half of A = 12 for both (0.4 + 0.1)',
    ],
    rows: ({ years }) =>
      yearRows(years).map(({ labels, run }) => ({
        labels,
        make: () => {
          const done = run()
          return { cells: yearCells(done), kept: done.kept !== false }
        },
      })),
  },
  power: {
    head: ['what is wrong', 'nights', 'found', 'promise'],
    rows: ({ power }) => powerRows(power).map((row) => made(row, resultCells)),
  },
}

function made(row: CalibrationRow, cellsOf: (result: CalibrationResult) => string[]): RowToMake {
  return {
    labels: row.labels,
    make: () => {
      const result = runRow(row)
      return { cells: cellsOf(result), kept: result.kept }
    },
  }
}

function userCells(result: CalibrationResult): string[] {
  const alone = `${((100 * result.beside) / result.trials).toFixed(1)} %`
  return [...result.labels, alone, ...resultCells(result).slice(-2)]
}
