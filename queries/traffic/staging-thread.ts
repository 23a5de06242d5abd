import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../database.ts'
import { defineOwnFeatures } from '../features/own-features.ts'
import { QueryError } from '../query-error.ts'
import { logFormats } from './log-format.ts'
import { partMapping } from './map-log.ts'
import { defineRedaction } from './own-redaction.ts'
import { removePart } from './raw-part.ts'
import { stageMapped } from './stage-part.ts'
import type { PartToStage } from './stage-side-by-side.ts'
import type { StagedPart, StagingWork } from './staging-threads.ts'

// A thread of `startStaging`: it stages one part of a log after the other, with a database of its own, until it is told to end.
const { log, limits, reach, spill } = workerData as StagingWork
const port = parentPort
if (port === null) throw new Error('Cannot stage parts of a log: this file is a thread, not a program.')
await using db = await openDatabase({ ...limits, temporaryFolder: spill, reach })
await defineRedaction(db, log)
await defineOwnFeatures(db, log.features)
const map = await partMapping(db, { format: logFormats[log.kind], parts: [], select: null })

for (;;) {
  const [message] = (await once(port, 'message')) as [PartToStage | null]
  if (message === null) break
  port.postMessage(await stage(message))
}
port.close()

async function stage({ part, path }: PartToStage): Promise<StagedPart> {
  try {
    await map(part)
    await stageMapped(db, log, path)
    await removePart(part)
    return { failed: null }
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const { query, parameters, reason } = error
    return { failed: { query, parameters, reason } }
  }
}
