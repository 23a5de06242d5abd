import type { CoverageRow } from './coverage-rows.ts'
import type { CalibrationPromise, CalibrationResult } from './row.ts'
import type { QuietYears } from './year-rows.ts'

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The cells of a row: what was simulated, what came out, and what was promised. */
export function resultCells({ labels, alarms, trials, promise, kept }: CalibrationResult): string[] {
  const share = `${((100 * alarms) / trials).toFixed(1)} % (${alarms.toLocaleString('en')} of ${trials.toLocaleString('en')})`
  return [...labels, share, promiseCell(promise, kept)]
}

function promiseCell(promise: CalibrationPromise, kept: boolean): string {
  if (promise === null) return 'none'
  const words =
    'atMost' in promise ? `at most ${promise.atMost}` : `at least ${(100 * promise.atLeast).toFixed(0)} %`
  return kept ? words : `${words}: **broken**`
}

/** The cells of simulated years. */
export function yearCells({ labels, years, recent, slow, kept }: QuietYears): string[] {
  const pair = ({ significant, findings }: QuietYears['recent']) =>
    `${significant.toFixed(1)} / ${findings.toFixed(1)}`
  const promise = kept === null ? 'none' : kept ? 'kept' : '**broken**'
  return [...labels, String(years), pair(recent), pair(slow), promise]
}

/** The cells of nights of coverage: how often intervals held each share. */
export function coverageCells({ name, held, kept }: CoverageRow): string[] {
  const promise = kept === null ? 'none' : kept ? '93 to 97 %' : '93 to 97 %: **broken**'
  return [name, ...held.map((share) => `${(100 * share).toFixed(1)} %`), promise]
}

/**
 * A page with another table between two markers, `<!-- calibration NAME: begin -->` and `<!-- calibration NAME: end -->`.
 *
 * @throws Error when the page does not have them
 */
export function withTable(page: string, name: string, made: string): string {
  const [begin, end] = [`<!-- calibration ${name}: begin -->`, `<!-- calibration ${name}: end -->`]
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined)
    throw new Error(`Cannot write the table: the page has no ${begin} followed by ${end}.`)
  return `${before}${begin}\n\n${made}\n\n${end}${after}`
}

/** One row of a table, and which rows the table has, by their first cells. */
export interface PlacedRow {
  /** Of the table, as its markers have it. */
  readonly name: string
  readonly head: readonly string[]
  readonly order: readonly (readonly string[])[]
  readonly cells: readonly string[]
}

/** A page with one row of a table made anew; its other rows stay as they are, and those that it has no more go. */
export function withRow(page: string, { name, head, order, cells }: PlacedRow): string {
  const own = page.split(`<!-- calibration ${name}: begin -->`)[1]?.split('<!-- calibration')[0] ?? ''
  const known = own
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '))
  const isOf = (row: readonly string[], labels: readonly string[]) =>
    labels.every((label, i) => row[i] === label)
  const rows = order.map((labels) => [cells, ...known].find((row) => isOf(row, labels)))
  return withTable(
    page,
    name,
    table(
      head,
      rows.filter((row) => row !== undefined),
    ),
  )
}
