import type { Table, Vector } from 'apache-arrow'
import type { Summary } from '../../drift/summary.ts'
import { KINDS, type SummaryRow } from './summary-rows.ts'

type Kind = SummaryRow['kind']

/** The summaries of a summary file's table, in the order of its rows; the rows of one stand together. */
export function summariesOf(table: Table): Summary[] {
  const columns = columnsOf(table)
  const summaries: Summary[] = []
  for (let from = 0, to = 0; from < table.numRows; from = to) {
    to = from + 1
    while (to < table.numRows && columns.isSameSubject(from, to)) to += 1
    summaries.push(summaryOf(columns, from, to))
  }
  return summaries
}

type Columns = ReturnType<typeof columnsOf>

/** Columns as typed arrays: an object a row would cost more than the rest of the reading. */
function columnsOf(table: Table) {
  const column = (name: string): Vector => {
    const vector = table.getChild(name)
    if (vector === null) throw new Error(`Cannot read summaries: the file has no column "${name}".`)
    return vector
  }
  const places = (name: string) => column(name).data[0]?.values as Int32Array
  const [feature, slice, type, grid] = ['feature', 'slice', 'type', 'grid'].map(places)
  const subject = [feature!, slice!, type!, grid!]
  const whole = (name: string) => column(name).toArray() as BigInt64Array
  return {
    isSameSubject: (a: number, b: number) => subject.every((part) => part[a] === part[b]),
    word: (name: string, row: number) => String(column(name).get(row)),
    kind: places('kind'),
    value: column('value').toArray() as Float64Array,
    upper: column('upper').toArray() as Float64Array,
    category: column('category'),
    count: whole('count'),
    sum: whole('sum'),
    weight: whole('weight'),
    moment: momentsOf(column('moment')),
  }
}

function momentsOf(vector: Vector): (row: number) => bigint {
  const words = vector.toArray() as Uint32Array
  const halves = new BigInt64Array(words.slice().buffer)
  return (row) => (halves[2 * row + 1]! << 64n) | BigInt.asUintN(64, halves[2 * row]!)
}

function summaryOf(columns: Columns, from: number, to: number): Summary {
  const stretch = (kind: Kind) => stretchOf(columns.kind, KINDS.indexOf(kind), { from, to })
  const subject = { feature: columns.word('feature', from), slice: columns.word('slice', from) }
  const counts = (kind: Kind) => Float64Array.from(columns.count.slice(...stretch(kind)), Number)
  const weights = (kind: Kind) => Array.from(columns.weight.slice(...stretch(kind)))
  const squares = rowsIn(stretch('squares')).map(columns.moment)
  const isWeighted = squares.length > 0
  const ofMissing = () => ({ missing: { sum: columns.weight[from]!, squares: squares[0]! } })
  // Files of an earlier version have counted them without their weight.
  const ofInfinite = () => (columns.weight[from + 1] ? { infinite: columns.weight[from + 1]! } : {})
  const missing = Number(columns.count[from])
  if (columns.word('type', from) === 'categorical')
    return {
      type: 'categorical',
      ...subject,
      categories: rowsIn(stretch('category')).map((row) => String(columns.category.get(row))),
      counts: counts('category'),
      ...othersIn(stretch('other'), columns, squares[1]),
      missing,
      ...(isWeighted && {
        weights: {
          counts: weights('category'),
          // Those of all others stand before those of the categories.
          squares: squares.slice(1 + rowsIn(stretch('other')).length),
          ...ofMissing(),
        },
      }),
    }
  const gap = stretch('gap')
  const firstGap = squares.length - (gap[1] - gap[0])
  const ofGaps = () => ({
    gapCounts: weights('gap'),
    gapSquares: squares.slice(firstGap),
    gapSums: rowsIn(gap).map(columns.moment),
  })
  return {
    type: 'numeric',
    ...subject,
    grid: columns.word('grid', from),
    values: columns.value.slice(...stretch('value')),
    counts: counts('value'),
    gaps: {
      lower: columns.value.slice(...gap),
      upper: columns.upper.slice(...gap),
      counts: counts('gap'),
      sums: columns.sum.slice(...gap),
    },
    missing,
    infinite: Number(columns.count[from + 1]),
    ...(isWeighted && {
      weights: {
        ...ofInfinite(),
        counts: weights('value'),
        squares: squares.slice(1, firstGap),
        ...ofMissing(),
        ...ofGaps(),
      },
    }),
  }
}

function othersIn([row, end]: readonly [number, number], columns: Columns, squares: bigint | undefined) {
  if (row === end) return {}
  const other = { bits: columns.value[row]!, count: Number(columns.count[row]) }
  return {
    other: squares === undefined ? other : { ...other, weight: { sum: columns.weight[row]!, squares } },
  }
}

/** The first row of a kind within a summary's rows, which are ordered by kind, and the row after its last. */
function stretchOf(
  kinds: Int32Array,
  kind: number,
  { from, to }: { readonly from: number; readonly to: number },
): [number, number] {
  let start = from
  while (start < to && kinds[start]! < kind) start += 1
  let end = start
  while (end < to && kinds[end] === kind) end += 1
  return [start, end]
}

function rowsIn([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
