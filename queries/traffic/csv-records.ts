import { csvDelimiter } from '../files/csv-delimiter.ts'
import { type LineBatch, type LineProblem, lineBatches } from '../files/read-lines.ts'
import { csvCells } from './csv-cells.ts'
import { type RowBatches, rowBatches } from './row-batches.ts'
import { UnusableLog } from './unusable-log.ts'

/** In UTF-16 units: a quoted cell that is longer has lost its closing quote. */
const LONGEST_RECORD = 16 * 1024 * 1024

/**
 * Reads a CSV file, plain or packed, as lines of JSON objects: the keys are the cells of the first record, the values
 * texts, null for an empty cell. A record of several lines stands in its first; the others are blank. The delimiter is
 * told by the first line. A record with another number of cells than the first, or with a quote that does not enclose a
 * cell, is a problem of its first line alone, and reading goes on with its second: so a lost quote costs one line.
 *
 * @throws UnusableLog when the first record cannot be read
 */
export async function* csvRecords(path: string): AsyncGenerator<LineBatch> {
  const reader: Reader = {
    delimiter: await csvDelimiter(path),
    rows: rowBatches(),
    names: null,
    pending: null,
  }
  for await (const batch of lineBatches(path)) {
    if (batch.kind === 'lines') addLines(reader, batch.firstLine, batch.bytes.toString('utf8').split('\n'))
    else addProblem(reader, batch)
    yield* reader.rows.take()
  }
  endPending(reader)
  yield* reader.rows.take()
}

/** Lines of a record that is not complete yet. */
interface Pending {
  readonly firstLine: number
  readonly lines: string[]
  size: number
  isQuoted: boolean
}

interface Reader {
  readonly delimiter: string
  readonly rows: RowBatches
  names: readonly string[] | null
  pending: Pending | null
}

function addLines(reader: Reader, firstLine: number, lines: readonly string[]): void {
  for (const [place, line] of lines.entries()) addLine(reader, firstLine + place, line)
}

/** A record is complete when its quotes are even in number. */
function addLine(reader: Reader, line: number, text: string): void {
  if (reader.pending === null && text.trim() === '') {
    reader.rows.add(line, '')
    return
  }
  reader.pending ??= { firstLine: line, lines: [], size: 0, isQuoted: false }
  const { pending } = reader
  pending.lines.push(text.replace(/\r$/, ''))
  pending.size += text.length
  if (hasOddQuotes(text)) pending.isQuoted = !pending.isQuoted
  if (!pending.isQuoted || pending.size > LONGEST_RECORD) finish(reader, pending)
}

function addProblem(reader: Reader, problem: LineProblem): void {
  endPending(reader)
  if (reader.names === null) throw nameless(problem.reason)
  reader.rows.addProblem(problem)
}

function endPending(reader: Reader): void {
  while (reader.pending !== null) finish(reader, reader.pending)
}

function finish(reader: Reader, record: Pending): void {
  const { names, rows } = reader
  reader.pending = null
  const cells = record.isQuoted ? null : csvCells(record.lines.join('\n'), reader.delimiter)
  if (cells === null || cells.length !== (names ?? cells).length) {
    giveUp(reader, record, cells)
    return
  }
  rows.add(record.firstLine, names === null ? '' : objectOf(names, cells))
  for (const place of record.lines.keys()) if (place > 0) rows.add(record.firstLine + place, '')
  reader.names ??= cells.map((cell) => cell.trim())
}

/** Its first line is a problem; the others may be records of their own. */
function giveUp(reader: Reader, { firstLine, lines }: Pending, cells: readonly string[] | null): void {
  const reason = faultOf(cells, reader.names)
  if (reader.names === null) throw nameless(reason)
  reader.rows.addProblem({ kind: 'problem', line: firstLine, reason })
  addLines(reader, firstLine + 1, lines.slice(1))
}

function nameless(reason: string): UnusableLog {
  return new UnusableLog(`the first line, which names the columns, cannot be read: ${reason}`)
}

function faultOf(cells: readonly string[] | null, names: readonly string[] | null): string {
  if (cells === null) return 'the record has a quote that encloses no cell or is not closed'
  return `the record has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the first line has ${names?.length}`
}

function objectOf(names: readonly string[], cells: readonly string[]): string {
  const entries = names.map(
    (name, place) => `${JSON.stringify(name)}:${cells[place] ? JSON.stringify(cells[place]) : null}`,
  )
  return `{${entries.join(',')}}`
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd
  return isOdd
}
