import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { extname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isAlive } from '../../adapters/process-mark.ts'
import type { Environment } from './cache-folder.ts'
import { withFileLock } from './file-lock.ts'
import { obtainTemporalBinary } from './obtain-binary.ts'
import {
  countUsers,
  readServerState,
  registerUser,
  type ServerFiles,
  type ServerState,
  serverFiles,
} from './server-files.ts'
import { type SupervisorMessage, stopUnused } from './supervisor.ts'

/** What a command needs to use its project's embedded server. */
export interface UseServerOptions {
  /** The folder that holds (or gets) `.nightdrift/`. */
  readonly projectFolder: string
  readonly env: Environment
  /** Told in whole sentences what takes long. */
  readonly log: (line: string) => void
  readonly signal?: AbortSignal | undefined
}

/** A running server that stays until its last user lets it go. */
export interface UsedServer {
  /** gRPC, as in `127.0.0.1:7233`. */
  readonly address: string
  readonly uiUrl: string
  /** Lets the server go; when this was its last user, returns when it is gone (at most 15 s). */
  release(): Promise<void>
}

const goneTimeoutMs = 15_000

/**
 * Joins the project's embedded Temporal server, or starts it; commands that come at the same instant get the same one.
 *
 * @throws Error when no Temporal binary can be had, or when the server does not start: with what to do
 */
export async function useDevServer(options: UseServerOptions): Promise<UsedServer> {
  const files = serverFiles(options.projectFolder)
  const { unregister, running } = await register(files, options)
  try {
    const state = running ?? (await start(files, options))
    return {
      address: `127.0.0.1:${state.port}`,
      uiUrl: `http://127.0.0.1:${state.uiPort}`,
      release: () => release(files, unregister, options.log),
    }
  } catch (error) {
    await release(files, unregister, options.log)
    throw error
  }
}

async function register(files: ServerFiles, options: UseServerOptions) {
  return withFileLock(files.lock, lockOptions(files, options.signal), () => ({
    unregister: registerUser(files),
    running: runningServer(files),
  }))
}

function runningServer(files: ServerFiles): ServerState | null {
  const state = readServerState(files)
  return state !== null && isAlive(state.server) && isAlive(state.supervisor) ? state : null
}

async function start(files: ServerFiles, options: UseServerOptions): Promise<ServerState> {
  const binary = await obtainTemporalBinary(options)
  options.signal?.throwIfAborted()
  const answer = await launchSupervisor(files, binary.path)
  if ('failed' in answer) throw new Error(answer.failed)
  return answer.ready
}

function launchSupervisor(files: ServerFiles, binary: string): Promise<SupervisorMessage> {
  const script = fileURLToPath(new URL(`./supervisor${extname(import.meta.url)}`, import.meta.url))
  const log = openSync(files.log, 'a')
  const child = fork(script, [files.projectFolder, binary], {
    cwd: files.projectFolder,
    detached: true,
    env: supervisorEnvironment(),
    execArgv: [],
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  return firstMessage(child, files)
}

function firstMessage(child: ChildProcess, files: ServerFiles): Promise<SupervisorMessage> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => reject(new Error(silentMessage(files))))
    child.once('message', (message) => {
      child.unref()
      resolve(message as SupervisorMessage)
    })
  })
}

function silentMessage(files: ServerFiles): string {
  return `Cannot start the embedded Temporal server of "${files.projectFolder}": its supervisor ended without a word. See "${files.log}".`
}

/** Options of this very run of Node (a debugger, a test runner, coverage) are not meant for the supervisor. */
function supervisorEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, NODE_V8_COVERAGE: ___, ...env } = process.env
  return env
}

async function release(
  files: ServerFiles,
  unregister: () => void,
  log: (line: string) => void,
): Promise<void> {
  unregister()
  const deadline = performance.now() + goneTimeoutMs
  while (countUsers(files) === 0) {
    const state = readServerState(files)
    if (state === null) return
    if (!isAlive(state.supervisor))
      await withFileLock(files.lock, lockOptions(files), () => stopUnused(files))
    if (performance.now() > deadline) {
      log(
        `The embedded Temporal server (process ${state.server.pid}) has not stopped yet. See "${files.log}".`,
      )
      return
    }
    await delay(50)
  }
}

function lockOptions(files: ServerFiles, signal?: AbortSignal) {
  return { guards: `the embedded Temporal server of "${files.projectFolder}"`, timeoutMs: 60_000, signal }
}
