/** What a column of one side holds, as far as its declared type tells. `unknown` cells are texts to be looked at. */
export type ColumnKind = 'whole' | 'number' | 'boolean' | 'time' | 'nested' | 'binary' | 'text' | 'unknown'

const KINDS: readonly (readonly [RegExp, ColumnKind])[] = [
  [/\[\d*\]$|^(STRUCT|MAP|UNION)\b/, 'nested'],
  [/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/, 'whole'],
  [/^(FLOAT|DOUBLE|DECIMAL)\b/, 'number'],
  [/^BOOLEAN$/, 'boolean'],
  [/^(DATE|TIME|TIMESTAMP|INTERVAL)\b|^TIMESTAMP_/, 'time'],
  [/^(BLOB|BIT)$/, 'binary'],
  [/^JSON$/, 'unknown'],
]

/** The kind of a column of DuckDB's `type`; every cell of a CSV file is unknown. */
export function columnKind(type: string, isCsv: boolean): ColumnKind {
  if (isCsv) return 'unknown'
  return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'text'
}

/** SQL for a column's cell as text, given its quoted name: JSON without its quotes. */
export function cellText(quoted: string, type: string): string {
  return type === 'JSON' ? `(${quoted} ->> '$')` : `CAST(${quoted} AS VARCHAR)`
}
