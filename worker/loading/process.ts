import { writeFile } from 'node:fs/promises'
import { QueryError } from '../../queries/query-error.ts'
import { loadLog } from '../../queries/traffic/load-log.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import type { LoadReply, LoadRequest } from './messages.ts'

// The process that loads logs for a worker, one after the other. It ends with the worker, not by signals that are meant
// for the worker: its end counts against the file that it reads.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.once('disconnect', () => process.exit())

// Where memory runs out, Linux shall take this process and not the worker.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => undefined)

/** As a shell tells of a process that was killed. */
const OUT_OF_MEMORY = 137

process.on('message', async (request: LoadRequest) => {
  process.send?.(await answer(request))
})

async function answer({ options, limits }: LoadRequest): Promise<LoadReply> {
  try {
    return { loaded: await loadLog(options, limits) }
  } catch (error) {
    // The same as when Linux takes the process: the file is too large for this machine, and must not cost the others.
    if (error instanceof QueryError && /^Out of Memory/.test(error.reason)) process.exit(OUT_OF_MEMORY)
    const message = error instanceof Error ? error.message : String(error)
    return { failed: { isConfig: error instanceof ConfigError, message } }
  }
}
