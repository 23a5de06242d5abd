import { type ComparedTables, compareTables } from '../activities/compare-tables.ts'
import type { TableProgress } from '../queries/tables/read-table.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { compareLines } from './compare-lines.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Terminal } from './terminal.ts'
import { writePage } from './write-page.ts'

export interface CompareVerbOptions {
  readonly reference: string
  readonly current: string
  /** `NAME=numeric|categorical|text`, any number of them. */
  readonly type: readonly string[]
  /** Names of columns that are left out. */
  readonly skip: readonly string[]
  /** `auto`, `none` or a column. */
  readonly cluster: string
  readonly by?: string
  readonly exact?: boolean
  /** Where a page is written. */
  readonly html?: string
  readonly failOn: 'never' | 'drift'
}

/** Drift of any two tables, column by column. */
export async function compare(options: CompareVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const { reference, current, html } = options
  terminal.status(`reading ${reference} and ${current}`)
  const compared = await compareTables({
    reference,
    current,
    types: Object.fromEntries(options.type.map(parseType)),
    skip: options.skip,
    cluster: options.cluster,
    ...(options.by === undefined ? {} : { by: options.by }),
    exact: options.exact ?? false,
    onColumn: tellProgress(terminal),
  })
  const { document } = compared
  if (html !== undefined) {
    const { renderComparePage } = await import('../report/compare-page.ts')
    await writePage(html, renderComparePage(compared, { reference, current }))
  }
  terminal.document(document)
  for (const line of compareLines(document)) terminal.result(line)
  if (html !== undefined) terminal.progress(`The page is ${html}`)
  return options.failOn === 'drift' ? gate(document) : EXIT.done
}

/** A screen sees each column; a log a line every ten seconds. */
function tellProgress(terminal: Terminal): (progress: TableProgress) => void {
  let told = Date.now()
  return ({ column, done, all, rows }) => {
    const values = (count: number) => (count * rows).toLocaleString('en-US')
    const line = `${done} of ${all} columns, ${values(done)} of ${values(all)} values; reading ${column}`
    terminal.status(line)
    if (terminal.live || Date.now() - told < 10_000) return
    told = Date.now()
    terminal.progress(line)
  }
}

/** A gate that could judge no column at all has not been passed; a drift within one slice is a drift. */
function gate({ columns, drifted, slices }: ComparedTables): ExitCode {
  const inSlices = (slices?.slices ?? []).some((slice) => slice.drifted.length > 0)
  if (drifted.length > 0 || inSlices) return EXIT.found
  return columns.some(({ verdict }) => verdict === 'same') ? EXIT.done : EXIT.incomplete
}

function parseType(text: string): [string, 'numeric' | 'categorical' | 'text'] {
  const at = text.lastIndexOf('=')
  const type = text.slice(at + 1)
  if (at > 0 && (type === 'numeric' || type === 'categorical' || type === 'text'))
    return [text.slice(0, at), type]
  throw new ConfigError(
    `Cannot read --type ${JSON.stringify(text)}: expected NAME=numeric, NAME=categorical or NAME=text.`,
  )
}
