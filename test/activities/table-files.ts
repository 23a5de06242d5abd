import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  type ComparedTables,
  type ComparedTablesInFull,
  type CompareTablesInput,
  compareTables,
} from '../../activities/compare-tables.ts'

type Cell = string | number | null

/** A table by column; shorter columns have no value in the last rows. */
export type Columns = Readonly<Record<string, readonly Cell[]>>

/** CSV with every cell quoted that needs it. */
export function csv(columns: Columns): string {
  const names = Object.keys(columns)
  const rows = Math.max(...names.map((name) => columns[name]!.length))
  const lines = Array.from({ length: rows }, (_, row) => names.map((name) => cell(columns[name]![row] ?? '')))
  return `${[names.map(cell), ...lines].map((line) => line.join(',')).join('\n')}\n`
}

function cell(value: Cell): string {
  const text = String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Writes both tables as files of the test's own folder, and compares them: what `--json` prints. */
export async function compareFiles(t: TestContext, tables: TablesToWrite): Promise<ComparedTables> {
  return (await compareFilesInFull(t, tables)).document
}

type TablesToWrite = Omit<Partial<CompareTablesInput>, 'reference' | 'current'> & {
  readonly reference: Columns | string | Uint8Array
  readonly current: Columns | string | Uint8Array
  readonly as?: string
}

/** The same with what a page is made of. */
export async function compareFilesInFull(
  t: TestContext,
  { reference, current, as = 'csv', ...options }: TablesToWrite,
): Promise<ComparedTablesInFull> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-tables-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const write = async (name: string, table: Columns | string | Uint8Array) => {
    const path = join(folder, `${name}.${as}`)
    await writeFile(path, typeof table === 'string' || table instanceof Uint8Array ? table : csv(table))
    return path
  }
  return compareTables({
    reference: await write('reference', reference),
    current: await write('current', current),
    types: {},
    ...options,
  })
}
