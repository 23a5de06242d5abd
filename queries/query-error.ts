/** Kinds of database error whose text never quotes a row: it speaks of the query, the files or the machine. */
const SAFE =
  /^(?:Failed to extract statements: )?(?:IO|Binder|Parser|Catalog|Out of Memory|Not implemented|Permission|INTERRUPT|Interrupt)\b/

/**
 * A query could not be run. The message names the query's file and its parameters by name; values and rows stay
 * out of it, because it ends in logs, issues and Temporal's history.
 */
export class QueryError extends Error {
  /** The query's file name, or what a view or an insert was for. */
  readonly query: string
  /** Why, in DuckDB's words where they cannot quote a row. */
  readonly reason: string
  /** Their names. */
  readonly parameters: readonly string[]

  constructor(query: string, parameters: readonly string[], cause: unknown) {
    const given = parameters.length === 0 ? 'no parameters' : `parameters ${parameters.join(', ')}`
    const reason = reasonOf(cause)
    super(`Cannot run query "${query}" (${given}): ${reason}`)
    this.name = 'QueryError'
    this.query = query
    this.reason = reason
    this.parameters = parameters
  }
}

/** DuckDB's reason: the whole text where it cannot hold a row, else the kind of error alone. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : 'unknown reason'
  if (SAFE.test(text)) return text.split('\n')[0] ?? text
  const kind = /^[A-Za-z ]{3,40}Error/.exec(text)?.[0] ?? 'an error'
  const line = /(?:on Line: |in line )(\d+)/.exec(text)?.[1]
  return `${kind}${line === undefined ? '' : ` at line ${line}`}; its details may quote rows and are left out.`
}

/** Whether the database failed for want of memory. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof QueryError && error.reason.startsWith('Out of Memory')
}
