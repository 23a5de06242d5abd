/**
 * The cells of one CSV record; `null` when a quoted cell has no end or goes on after it, or an unquoted one holds a quote.
 * @example csvCells('a,"b ""c""",', ',') // ['a', 'b "c"', '']
 */
export function csvCells(record: string, delimiter: string): string[] | null {
  if (!record.includes('"')) return record.split(delimiter)
  const cells: string[] = []
  for (let at = 0; at <= record.length; ) {
    const end = record[at] === '"' ? endOfQuoted(record, at) : endOfPlain(record, at, delimiter)
    if (end > record.length || (end < record.length && record[end] !== delimiter)) return null
    const cell = record.slice(at, end)
    if (record[at] === '"') cells.push(cell.slice(1, -1).replaceAll('""', '"'))
    else if (cell.includes('"')) return null
    else cells.push(cell)
    at = end + 1
  }
  return cells
}

/** Place after the closing quote; past the record when there is none. */
function endOfQuoted(record: string, start: number): number {
  let quote = record.indexOf('"', start + 1)
  while (quote >= 0 && record[quote + 1] === '"') quote = record.indexOf('"', quote + 2)
  return quote < 0 ? record.length + 1 : quote + 1
}

function endOfPlain(record: string, start: number, delimiter: string): number {
  const end = record.indexOf(delimiter, start)
  return end < 0 ? record.length : end
}
