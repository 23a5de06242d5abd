import { DOUBLE, type DuckDBType, type DuckDBValue, LIST, listValue, VARCHAR } from '@duckdb/node-api'

/** What a query's named parameters can be: text, numbers (bound as DOUBLE), and lists of texts. */
export type Parameters = Readonly<Record<string, string | number | null | readonly string[]>>

/** Values and types as DuckDB binds them; types are given, so an empty list and a null bind as well. */
export function bindParameters(parameters: Parameters): {
  readonly values: Record<string, DuckDBValue>
  readonly types: Record<string, DuckDBType>
} {
  const values: Record<string, DuckDBValue> = {}
  const types: Record<string, DuckDBType> = {}
  for (const [name, value] of Object.entries(parameters)) {
    const isList = typeof value === 'object' && value !== null
    values[name] = isList ? listValue([...value]) : value
    types[name] = isList ? LIST(VARCHAR) : typeof value === 'number' ? DOUBLE : VARCHAR
  }
  return { values, types }
}
