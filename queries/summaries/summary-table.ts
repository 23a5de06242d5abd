import {
  type Data,
  Decimal,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import type { Summary } from '../../drift/summary.ts'
import { KINDS, rowsOf, type SummaryRow } from './summary-rows.ts'

/** The Arrow table of some summaries, one row a counted thing, in their order; `docs/summaries.md` describes it. */
export function summaryTable(summaries: readonly Summary[], metadata: ReadonlyMap<string, string>): Table {
  const parts = summaries.map((summary) => ({ summary, rows: rowsOf(summary) }))
  const rows = parts.flatMap((part) => part.rows)
  const perRow = (of: (summary: Summary) => string) =>
    parts.flatMap((part) => new Array<string>(part.rows.length).fill(of(part.summary)))
  const children: Record<string, Data> = {
    feature: vocabulary(
      0,
      perRow(({ feature }) => feature),
    ),
    slice: vocabulary(
      1,
      perRow(({ slice }) => slice),
    ),
    type: vocabulary(
      2,
      perRow(({ type }) => type),
      ['numeric', 'categorical'],
    ),
    grid: vocabulary(3, perRow(gridOf)),
    kind: vocabulary(
      4,
      rows.map(({ kind }) => kind),
      KINDS,
    ),
    value: doubles(rows.map(({ value }) => value)),
    upper: doubles(rows.map(({ upper }) => upper)),
    category: texts(rows.map(({ category }) => category)),
    count: makeData({ type: new Int64(), data: BigInt64Array.from(rows, ({ count }) => BigInt(count)) }),
    sum: wholes(rows.map(({ sum }) => sum)),
    weight: wholes(rows.map(({ weight }) => weight)),
    moment: decimals(rows),
  }
  const fields = Object.entries(children).map(([name, { type }]) => new Field(name, type, NULLABLE.has(name)))
  const struct = { type: new Struct(fields), length: rows.length, nullCount: 0 }
  const data = makeData({ ...struct, children: Object.values(children) })
  return new Table([new RecordBatch(new Schema(fields, new Map(metadata)), data)])
}

const NULLABLE = new Set(['value', 'upper', 'category', 'sum', 'weight', 'moment'])

function gridOf(summary: Summary): string {
  return summary.type === 'numeric' ? summary.grid : ''
}

/** Dictionary ids are given, because those that the library counts up would differ from one write to the next. */
function vocabulary(
  id: number,
  names: readonly string[],
  words: readonly string[] = [...new Set(names)],
): Data {
  const places = new Map(words.map((word, place) => [word, place]))
  const type = new Dictionary(new Utf8(), new Int32(), id)
  const data = Int32Array.from(names, (name) => places.get(name)!)
  return makeData({ type, data, dictionary: vectorFromArray([...words], new Utf8()) })
}

function doubles(cells: readonly (number | undefined)[]): Data {
  const data = Float64Array.from(cells, (cell) => cell ?? 0)
  return makeData({ type: new Float64(), data, ...validity(cells) })
}

function wholes(cells: readonly (bigint | undefined)[]): Data {
  const data = BigInt64Array.from(cells, (cell) => cell ?? 0n)
  return makeData({ type: new Int64(), data, ...validity(cells) })
}

function decimals(rows: readonly SummaryRow[]): Data {
  const cells = rows.map(({ moment }) => moment)
  const halves = BigInt64Array.from(cells.flatMap((cell = 0n) => [BigInt.asIntN(64, cell), cell >> 64n]))
  return makeData({
    type: new Decimal(0, 38, 128),
    data: new Uint32Array(halves.buffer),
    length: rows.length,
    ...validity(cells),
  })
}

function texts(cells: readonly (string | undefined)[]): Data {
  const valueOffsets = new Int32Array(cells.length + 1)
  for (const [row, text] of cells.entries())
    valueOffsets[row + 1] = (valueOffsets[row] ?? 0) + (text === undefined ? 0 : Buffer.byteLength(text))
  const data = Buffer.from(cells.filter((text) => text !== undefined).join(''))
  return makeData({ type: new Utf8(), valueOffsets, data, ...validity(cells) })
}

function validity(cells: readonly unknown[]): {
  readonly nullBitmap: Uint8Array
  readonly nullCount: number
} {
  const nullBitmap = new Uint8Array(Math.ceil(cells.length / 8))
  let nullCount = 0
  for (const [row, cell] of cells.entries()) {
    if (cell === undefined) nullCount += 1
    else nullBitmap[row >> 3] = nullBitmap[row >> 3]! | (1 << (row & 7))
  }
  return { nullBitmap, nullCount }
}
