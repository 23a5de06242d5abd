import type { Database } from '../database.ts'
import type { LogTreatment } from './log-format.ts'

const STAGE = new URL('./load-traffic.sql', import.meta.url)

/** Mapping 64 MB takes some seconds; a join that multiplies rows never ends. */
export const SELECT_SECONDS = 180

/** What the records of a part depend on, beside the part. */
export type PartTreatment = Pick<LogTreatment, 'timezone' | 'kind' | 'select'> & {
  /** How long an own SELECT may take for one part of the log, by default 180 s. */
  readonly selectSeconds?: number
}

/** Writes the records of the part that was mapped last, or why its rows are none, to a Parquet file. */
export async function stageMapped(
  db: Database,
  { timezone, kind, select, selectSeconds = SELECT_SECONDS }: PartTreatment,
  path: string,
): Promise<void> {
  // Pairs of request and response do not say how long the answer took, and an own SELECT may have no way to know.
  const needsLatency = kind === 'openaiChat' || select !== null ? 0 : 1
  const stage = () => db.run(STAGE, { timezone, needs_latency: needsLatency, path })
  await (select === null ? stage() : db.within(selectSeconds, stage))
}
