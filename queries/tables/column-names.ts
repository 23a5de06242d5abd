import { ConfigError } from '../../suite/config/errors.ts'
import type { Database } from '../database.ts'

const HEADER = new URL('./csv-header.sql', import.meta.url)
const NAMES = new URL('./parquet-names.sql', import.meta.url)

/**
 * Refuses a CSV file two of whose columns have one name, also when it is written in other case: the database would
 * rename one of them, and numbers of a column would stand under another's name.
 * @throws ConfigError naming both
 */
export async function checkCsvNames(db: Database, source: string, delimiter: string): Promise<void> {
  const [header] = await db.rows(HEADER, { source, delimiter })
  // An empty name is given one by the database.
  const names = Object.values(header ?? {}).map((name) => String(name ?? ''))
  refuseTwins(
    source,
    names.filter((name) => name !== ''),
  )
}

/** The same of a Parquet file. */
export async function checkParquetNames(db: Database, source: string): Promise<void> {
  const elements = await db.rows(NAMES, { source })
  const names: string[] = []
  for (let at = 1; at < elements.length; at = afterParts(elements, at)) names.push(String(elements[at]?.name))
  refuseTwins(source, names)
}

/** The same of keys of JSON objects, of which the database has already renamed twins: `A` beside `a` to `A_1`. */
export function checkRenamed(source: string, names: readonly string[]): void {
  for (const name of names) {
    const [, stem] = /^(.+)_\d+$/s.exec(name) ?? []
    const twin = names.find((other) => other !== stem && other.toLowerCase() === stem?.toLowerCase())
    if (stem !== undefined && twin !== undefined) throw twins(source, twin, stem)
  }
}

function afterParts(elements: readonly Readonly<Record<string, unknown>>[], at: number): number {
  let next = at + 1
  for (let part = 0; part < Number(elements[at]?.parts); part += 1) next = afterParts(elements, next)
  return next
}

function refuseTwins(source: string, names: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const name of names) {
    const twin = seen.get(name.toLowerCase())
    if (twin !== undefined) throw twins(source, twin, name)
    seen.set(name.toLowerCase(), name)
  }
}

function twins(source: string, a: string, b: string): ConfigError {
  const words =
    a === b
      ? `two of its columns are called ${JSON.stringify(a)}`
      : `two of its columns, ${JSON.stringify(a)} and ${JSON.stringify(b)}, differ in upper and lower case alone`
  return new ConfigError(
    `Cannot read table "${source}": ${words}, so one could be taken for the other. Rename one of them.`,
  )
}
