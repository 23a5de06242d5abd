/** A part of a statement as `json_serialize_sql` gives it. */
export interface ParsedNode {
  readonly [key: string]: unknown
}

/** All parts of a parsed statement, the whole first. */
export function* nodesOf(value: unknown): Generator<ParsedNode> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as ParsedNode
  for (const part of Object.values(value)) yield* nodesOf(part)
}

/** A name, or a list of them, in small letters as DuckDB compares them; what is no text is none. */
export function namesOf(value: unknown): string[] {
  const names = Array.isArray(value) ? value : [value]
  return names.filter((name) => typeof name === 'string').map((name) => name.toLowerCase())
}
