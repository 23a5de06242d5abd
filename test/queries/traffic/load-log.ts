import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Row } from '../../../queries/database.ts'
import {
  type LoadedTraffic,
  type LoadTrafficOptions,
  loadTraffic,
} from '../../../queries/traffic/load-traffic.ts'
import type { LogTreatment } from '../../../queries/traffic/log-format.ts'
import { PLAIN } from './treatment.ts'

export interface LoadedLog {
  /** The lake's rows in order. */
  readonly rows: readonly Row[]
  readonly counts: Pick<LoadedTraffic, 'records' | 'duplicates' | 'leftOut' | 'quarantined'>
  /** Line and reason of what was quarantined. */
  readonly bad: readonly (readonly [number, unknown])[]
  readonly dates: readonly string[]
}

/** What a file becomes, loaded as a worker does: by a database that can reach nothing else. */
export async function loadLog(
  content: string | Buffer,
  treatment: Partial<LogTreatment & Pick<LoadTrafficOptions, 'selectSeconds'>> = {},
): Promise<LoadedLog> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    const source = join(folder, 'log')
    await writeFile(source, content)
    await using db = await openDatabase({ temporaryFolder: join(folder, 'spill'), reach: [source, folder] })
    const options = { ...PLAIN, ...treatment, source, sourceName: 'log', folder }
    const { dates, quarantine, reasons, featureFailures, ...counts } = await loadTraffic(db, options)
    const read = (file: string) => db.rows({ name: 'all', sql: 'FROM read_parquet($file)' }, { file })
    const rows: Row[] = []
    for (const { file } of dates) rows.push(...(await read(file)))
    const bad = quarantine === null ? [] : await read(quarantine)
    return {
      rows,
      counts,
      bad: bad.map(({ line, reason }) => [Number(line), reason]),
      dates: dates.map(({ date }) => date),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}
