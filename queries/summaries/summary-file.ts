import { readFile, writeFile } from 'node:fs/promises'
import { tableFromIPC, tableToIPC } from 'apache-arrow'
import { byCodePoint } from '../../drift/code-point-order.ts'
import type { Summary } from '../../drift/summary.ts'
import { summariesOf } from './summary-parse.ts'
import { summaryTable } from './summary-table.ts'

/** Where the schema's metadata says which version of the layout a file has, and what it is now. */
const VERSION_KEY = 'nightdrift.summary.version'
const VERSION = '2'

/** A file of summaries whose layout is another than this version of nightdrift writes. */
export class SummaryVersionError extends Error {
  override readonly name = 'SummaryVersionError'
}

/**
 * Writes summaries as an Arrow IPC file (random-access format, uncompressed): one table, one row a counted thing;
 * `docs/summaries.md` describes its columns. A summary without values stays, by its row of missing ones. Rows are
 * ordered by feature, slice and grid in code-point order, and as the summary orders them. The schema's metadata holds
 * `nightdrift.summary.version` and the given entries. The same summaries and entries give the same bytes, in whatever
 * order they come.
 *
 * @throws RangeError when a count, value or category would not read back as it was
 */
export async function writeSummaries(
  path: string,
  summaries: readonly Summary[],
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries({ ...metadata, [VERSION_KEY]: VERSION }).sort(([a], [b]) =>
    byCodePoint(a, b),
  )
  const table = summaryTable([...summaries].sort(bySubject), new Map(entries))
  await writeFile(path, tableToIPC(table, 'file'))
}

/**
 * Reads back what `writeSummaries` wrote, exactly, by feature, slice and grid in code-point order.
 * @throws SummaryVersionError when the file holds another version of the layout
 */
export async function readSummaries(path: string): Promise<Summary[]> {
  const table = tableFromIPC(await readFile(path))
  const version = table.schema.metadata.get(VERSION_KEY) ?? 'none'
  if (version !== VERSION) {
    throw new SummaryVersionError(
      `Cannot read summaries from "${path}": its layout has version ${version}; expected ${VERSION}. Summarise the night again: \`nightdrift night DATE --force\`.`,
    )
  }
  return summariesOf(table)
}

function bySubject(a: Summary, b: Summary): number {
  return (
    byCodePoint(a.feature, b.feature) ||
    byCodePoint(a.slice, b.slice) ||
    byCodePoint(gridOf(a), gridOf(b)) ||
    byCodePoint(a.type, b.type)
  )
}

function gridOf(summary: Summary): string {
  return summary.type === 'numeric' ? summary.grid : ''
}
