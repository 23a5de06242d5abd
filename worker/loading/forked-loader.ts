import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import { LoaderDied } from '../../activities/loader-died.ts'
import type { LogLoader } from '../../activities/ports.ts'
import type { DatabaseLimits } from '../../queries/database.ts'
import { loadLog } from '../../queries/traffic/load-log.ts'
import type { LoadedTraffic } from '../../queries/traffic/load-traffic.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import type { LoadReply, LoadRequest } from './messages.ts'

/** A process keeps the memory of its largest file, which what follows the loading needs; files follow one another faster. */
const IDLE_MS = 2_000

const SCRIPT = fileURLToPath(new URL(`./process${extname(import.meta.url)}`, import.meta.url))

/**
 * Loads logs in a child process, so that a file that ends its process leaves the worker alive. One process serves all
 * files, one at a time: DuckDB uses all of its threads for one, and memory is bounded by one limit. It is made when
 * first needed, made anew when it ended, keeps no program alive and ends with it.
 */
export function createForkedLoader(limits: DatabaseLimits): LogLoader {
  const oneAtATime = pLimit(1)
  let child: ChildProcess | null = null
  let leaving: NodeJS.Timeout | undefined
  return {
    load: (options, signal) =>
      oneAtATime(async () => {
        signal.throwIfAborted()
        if (options.features?.some((feature) => feature.kind === 'functionFeature'))
          return loadLog(options, limits)
        clearTimeout(leaving)
        if (child === null || !isServing(child)) child = startProcess()
        const serving = child
        try {
          return await ask(serving, { options, limits }, signal)
        } finally {
          leaving = setTimeout(() => serving.kill('SIGKILL'), IDLE_MS).unref()
        }
      }),
  }
}

function isServing(child: ChildProcess): boolean {
  return child.connected && !child.killed && child.exitCode === null && child.signalCode === null
}

/** Without the worker's environment, because it holds its secrets. */
function startProcess(): ChildProcess {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env
  const child = fork(SCRIPT, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH, SystemRoot, TMPDIR, TEMP },
  })
  letGo(child)
  return child
}

/** A program that has nothing else to do may end although the process runs. */
function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

function holdOn(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

async function ask(child: ChildProcess, request: LoadRequest, signal: AbortSignal): Promise<LoadedTraffic> {
  holdOn(child)
  const done = new AbortController()
  try {
    const reply = await new Promise<LoadReply>((resolve, reject) => {
      const stop = () => child.kill('SIGKILL')
      signal.addEventListener('abort', stop, { once: true, signal: done.signal })
      child.once('message', (message) => resolve(message as LoadReply))
      child.once('exit', (code, by) =>
        reject(signal.aborted ? signal.reason : new LoaderDied(by ?? `exit code ${code}`)),
      )
      child.once('error', reject)
      child.send(request, (error) => error && child.kill('SIGKILL'))
    })
    if ('loaded' in reply) return reply.loaded
    throw reply.failed.isConfig ? new ConfigError(reply.failed.message) : new Error(reply.failed.message)
  } finally {
    done.abort()
    child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error')
    child.on('error', () => undefined)
    letGo(child)
  }
}
