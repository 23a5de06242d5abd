import { readFile, writeFile } from 'node:fs/promises'
import {
  type Data,
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
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow'
import { byCodePoint } from '../drift/code-point-order.ts'
import type { Summary } from '../drift/summary.ts'
import { KINDS, type SummaryColumns, TYPES, toColumns } from './summary-columns.ts'
import { summariesOf } from './summary-rows.ts'

/** Where the schema's metadata says which version of the layout a file has, and what it is now. */
const VERSION_KEY = 'nightdrift.summary.version'
const VERSION = '1'

/**
 * Writes summaries as an Arrow IPC file (random-access format, uncompressed): one table, one row a counted thing.
 *
 * | column | type | meaning |
 * |---|---|---|
 * | `feature`, `slice` | dictionary of utf8 | what is summarised, and over which records |
 * | `type` | dictionary of utf8 | `numeric` or `categorical` |
 * | `kind` | dictionary of utf8 | what the row counts: `missing`, `infinite`, a `value` or a `category` |
 * | `value` | float64, nullable | the finite value of a row of kind `value` |
 * | `category` | utf8, nullable | the name of a row of kind `category` |
 * | `count` | int64 | how often it was seen |
 *
 * Every summary has one `missing` row, and a numeric one an `infinite` row, also when they count 0; so a summary
 * without values stays. Rows are ordered by feature and slice in code-point order, and as the summary orders them.
 * The schema's metadata holds `nightdrift.summary.version` = `1` and the given entries. The same summaries and
 * entries give the same bytes, in whatever order they come.
 *
 * @throws RangeError when a count, value or category would not read back as it was
 */
export async function writeSummaries(
  path: string,
  summaries: readonly Summary[],
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const columns = toColumns([...summaries].sort(bySubject))
  await writeFile(path, tableToIPC(tableOf(columns, metadata), 'file'))
}

/**
 * Reads back what `writeSummaries` wrote, exactly, by feature and slice in code-point order.
 * @throws Error when the file holds another version of the layout
 */
export async function readSummaries(path: string): Promise<Summary[]> {
  const table = tableFromIPC(await readFile(path))
  const version = table.schema.metadata.get(VERSION_KEY) ?? 'none'
  if (version !== VERSION) {
    throw new Error(
      `Cannot read summaries from "${path}": its layout has version ${version}; expected ${VERSION}. Summarise the night again.`,
    )
  }
  return summariesOf(table)
}

function bySubject(a: Summary, b: Summary): number {
  return byCodePoint(a.feature, b.feature) || byCodePoint(a.slice, b.slice)
}

function tableOf(columns: SummaryColumns, metadata: Readonly<Record<string, string>>): Table {
  const children: Record<string, Data> = {
    feature: vocabulary(0, columns.features, columns.feature),
    slice: vocabulary(1, columns.slices, columns.slice),
    type: vocabulary(2, TYPES, columns.type),
    kind: vocabulary(3, KINDS, columns.kind),
    value: values(columns),
    category: texts(columns.category),
    count: makeData({ type: new Int64(), data: columns.count }),
  }
  const fields = Object.entries(children).map(
    ([name, { type }]) => new Field(name, type, name === 'value' || name === 'category'),
  )
  const entries = Object.entries({ ...metadata, [VERSION_KEY]: VERSION }).sort(([a], [b]) =>
    byCodePoint(a, b),
  )
  const length = columns.count.length
  const data = makeData({ type: new Struct(fields), length, nullCount: 0, children: Object.values(children) })
  return new Table([new RecordBatch(new Schema(fields, new Map(entries)), data)])
}

/** Dictionary ids are given, because those that the library counts up would differ from one write to the next. */
function vocabulary(id: number, words: readonly string[], places: Int32Array): Data {
  const type = new Dictionary(new Utf8(), new Int32(), id)
  return makeData({ type, data: places, dictionary: vectorFromArray([...words], new Utf8()) })
}

function values({ value, kind }: SummaryColumns): Data {
  const isValue = (row: number) => kind[row] === KINDS.indexOf('value')
  const { bitmap, nullCount } = validity(value.length, isValue)
  return makeData({ type: new Float64(), data: value, nullBitmap: bitmap, nullCount })
}

function texts(categories: readonly (string | null)[]): Data {
  const { bitmap, nullCount } = validity(categories.length, (row) => categories[row] !== null)
  const valueOffsets = new Int32Array(categories.length + 1)
  for (const [row, text] of categories.entries()) {
    valueOffsets[row + 1] = (valueOffsets[row] ?? 0) + (text === null ? 0 : Buffer.byteLength(text))
  }
  const data = Buffer.from(categories.filter((text) => text !== null).join(''))
  return makeData({ type: new Utf8(), valueOffsets, data, nullBitmap: bitmap, nullCount })
}

function validity(length: number, isValid: (row: number) => boolean) {
  const bitmap = new Uint8Array(Math.ceil(length / 8))
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    if (isValid(row)) bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7))
    else nullCount++
  }
  return { bitmap, nullCount }
}
