import { once } from 'node:events'
import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import type { FeatureSpec } from '../../suite/config/feature-spec.ts'
import type { Database, DatabaseLimits } from '../database.ts'
import { QueryError } from '../query-error.ts'
import type { LogTreatment } from './log-format.ts'
import type { PartTreatment } from './stage-part.ts'
import type { PartToStage, Stagers, StagingThreads } from './stage-side-by-side.ts'

/** In bytes: what a thread needs for a part of lines of usual length, with some to spare. */
const SHARE = 400e6

/** A log as its parts are staged: plain data, without functions. */
type LogInParts = LogTreatment &
  PartTreatment & { readonly source: string; readonly features: readonly FeatureSpec[] }

/** What a thread is begun with. */
export interface StagingWork {
  readonly log: LogInParts
  readonly limits: DatabaseLimits
  /** All that the thread reaches: the log, and the folder where its parts stand and where its files go. */
  readonly reach: readonly string[]
  readonly spill: string
}

/** What it answers; of an error of the database what it is made of. */
export interface StagedPart {
  readonly failed: Pick<QueryError, 'query' | 'parameters' | 'reason'> | null
}

/**
 * Starts threads that share what a database may take. Texts are measured by the program, which in one thread takes longer
 * than all that DuckDB does; so each has a program, too.
 */
function startStaging(log: LogInParts, folder: string, shares: readonly DatabaseLimits[]): StagingThreads {
  const threads = shares.map((limits, place) =>
    startThread({ log, limits, reach: [log.source, folder], spill: join(folder, `spill-${place}`) }),
  )
  const idle = [...threads]
  const limit = pLimit(threads.length)
  return {
    stage: (part) =>
      limit(async () => {
        const thread = idle.pop() as StagingThread
        try {
          await thread.ask(part)
        } finally {
          idle.push(thread)
        }
      }),
    async close() {
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

interface StagingThread {
  ask(part: PartToStage): Promise<void>
  end(): Promise<void>
}

function startThread(workerData: StagingWork): StagingThread {
  const entry = new URL(`./staging-thread${extname(import.meta.url)}`, import.meta.url)
  const thread = new Worker(entry, { workerData, execArgv: [] })
  let fault: unknown = new Error('the thread ended early')
  thread.once('error', (error) => {
    fault = error
  })
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  return {
    async ask(part) {
      const answered = once(thread, 'message') as Promise<[StagedPart]>
      answered.catch(() => undefined) // told by its end, too
      thread.postMessage(part)
      const answer = await Promise.race([answered, ended])
      if (!answer) throw new Error('Cannot stage a part of the log in a thread of its own.', { cause: fault })
      const [{ failed }] = answer
      if (failed !== null) throw new QueryError(failed.query, failed.parameters, new Error(failed.reason))
    },
    async end() {
      thread.postMessage(null)
      await ended
    },
  }
}

/** Threads for a log, where its database may take enough for two, and no feature is a function, which stays here. */
export function stagingBeside(
  db: Database,
  log: Omit<LogInParts, 'features'> & { readonly features?: readonly FeatureSpec[] },
  folder: string,
): Stagers['beside'] {
  const { features = [] } = log
  const shares = sharesOf(db.limits)
  const isPlain = features.every(({ kind }) => kind !== 'functionFeature')
  if (!isPlain || shares.length < 2) return null
  return { count: shares.length, start: () => startStaging({ ...log, features }, folder, shares) }
}

const UNITS = ['', 'K', 'M', 'G', 'T']

/**
 * What each thread may take, where there is enough for two of them; else none.
 *
 * @example sharesOf({ memoryLimit: '1GB', threads: 2 }) // two of { memoryLimit: '500MB', threads: 1 }
 */
function sharesOf({ memoryLimit, threads }: Required<DatabaseLimits>): readonly DatabaseLimits[] {
  const [, size, unit = '', binary] = /^([\d.]+) ?([KMGT]?)(i?)B$/.exec(memoryLimit) ?? []
  const bytes = Number(size) * (binary ? 1024 : 1000) ** UNITS.indexOf(unit)
  const shares = Math.min(threads, Math.floor(bytes / SHARE))
  // An unknown notation gives NaN, of which none are shared.
  if (!(shares > 1)) return []
  const share = {
    memoryLimit: `${Math.floor(bytes / shares / 1e6)}MB`,
    threads: Math.floor(threads / shares),
  }
  return Array.from({ length: shares }, () => share)
}
