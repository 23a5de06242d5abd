import { spawn } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, markOf, type ProcessMark, stopProcess } from '../../adapters/process-mark.ts'
import { answers, choosePorts, type ServerPorts } from './ports.ts'
import {
  removeServerState,
  type ServerFiles,
  type ServerState,
  writeJson,
  writeServerState,
} from './server-files.ts'

const startAttempts = 3
const startTimeoutMs = 20_000
const heldTimeoutMs = 3000
const logLimitBytes = 10_000_000

/** How long the server may take to close its database before it is killed. */
export const stopGraceMs = 10_000

/**
 * Starts the Temporal dev server on the project's database and waits until it accepts connections.
 * Its state is written as soon as it has a pid, so that nobody loses sight of it. To be called under the lock.
 *
 * @throws Error when an unknown server holds the database; when the new one keeps ending or stays silent: with what it
 * said and the log's path
 */
export async function startServer(files: ServerFiles, binary: string): Promise<ServerState> {
  await waitUntilUnheld(files)
  clearLongLog(files.log)
  for (let attempt = 1; ; attempt += 1) {
    const ports = await choosePorts(files.ports)
    const logStart = existsSync(files.log) ? statSync(files.log).size : 0
    const state = launch(files, { binary, ports })
    if (await becomesReady(state)) {
      writeJson(files.ports, ports)
      writeJson(files.ready, true)
      return state
    }
    // A server that ends by itself may have lost a port, one of the two or of those that it picks for its own services,
    // to another process between its look and its use (it says so, or panics): it gets other ones.
    const isWorthRetrying = !isRunning(state.server) && attempt < startAttempts
    await stopProcess(state.server, stopGraceMs)
    removeServerState(files)
    // The server makes its tables when there is no file: those of a server that ended meanwhile stay half for ever.
    if (!existsSync(files.ready)) removeDatabase(files.database)
    if (!isWorthRetrying) throw new Error(failureMessage(files, reasonIn(files.log, logStart)))
  }
}

function launch(files: ServerFiles, how: { binary: string; ports: ServerPorts }): ServerState {
  const log = openSync(files.log, 'a')
  const child = spawn(how.binary, serverArguments(files, how.ports), {
    cwd: files.projectFolder,
    env: withoutTemporalSettings(process.env),
    stdio: ['ignore', log, log],
    windowsHide: true,
  })
  closeSync(log)
  child.on('error', (error) => appendFileSync(files.log, `${error.message}\n`))
  const state = {
    server: markOf(child.pid ?? 0) ?? { pid: child.pid ?? 0, startedAt: null },
    supervisor: markOf(process.pid) ?? { pid: process.pid, startedAt: null },
    ...how.ports,
  }
  writeServerState(files, state)
  return state
}

/**
 * `locking_mode=exclusive` makes the server hold SQLite's lock on its file for as long as it lives: a second server on
 * the same file, whoever starts it, ends with "database is locked" instead of going wrong in silence.
 */
function serverArguments(files: ServerFiles, ports: ServerPorts): string[] {
  const pragmas = ['journal_mode=wal', 'locking_mode=exclusive', 'synchronous=normal']
  const attributes = ['NightdriftSuite', 'NightdriftNight', 'NightdriftOutcome']
  return [
    ...['server', 'start-dev', '--log-level', 'warn', '--ip', '127.0.0.1'],
    ...['--port', String(ports.port), '--ui-port', String(ports.uiPort), '--db-filename', files.database],
    ...pragmas.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...attributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
  ]
}

/** Temporal's CLI reads the same variables as its SDKs, and those are meant for another server than this one. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')))
}

async function becomesReady(state: ServerState): Promise<boolean> {
  const deadline = performance.now() + startTimeoutMs
  while (isRunning(state.server) && performance.now() < deadline) {
    if ((await answers(state.port)) && isRunning(state.server)) return true
    await delay(30)
  }
  // Its last words may still be on their way into the log.
  await delay(30)
  return false
}

function isRunning(server: ProcessMark): boolean {
  return server.pid !== 0 && isAlive(server)
}

/**
 * The database may be held by a server that this folder knows nothing of (of another container, say): an error. Or, for
 * a moment, by a killed one whose threads have not all ended yet.
 */
async function waitUntilUnheld(files: ServerFiles): Promise<void> {
  const deadline = performance.now() + heldTimeoutMs
  while (isHeld(files.database)) {
    if (performance.now() > deadline) throw new Error(heldMessage(files))
    await delay(50)
  }
}

function removeDatabase(database: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true })
}

function isHeld(database: string): boolean {
  if (!existsSync(database)) return false
  using own = new DatabaseSync(database)
  try {
    own.exec('BEGIN EXCLUSIVE; ROLLBACK')
    return false
  } catch (error) {
    if (error instanceof Error && error.message.includes('locked')) return true
    throw error
  }
}

function clearLongLog(path: string): void {
  if (existsSync(path) && statSync(path).size > logLimitBytes) truncateSync(path)
}

/** What a server that did not start said of it: the head of its panic (its last line is of the stack), or its last line. */
function reasonIn(log: string, start: number): string {
  const lines = readFileSync(log).subarray(start).toString('utf8').trim().split('\n')
  const reason = lines.findLast((line) => /^(panic|fatal error):/.test(line)) ?? lines.at(-1) ?? ''
  return reason.slice(0, 500)
}

function failureMessage(files: ServerFiles, reason: string): string {
  const ended = reason === '' ? 'it said nothing' : `it said "${reason}"`
  return `Cannot start the embedded Temporal server of "${files.projectFolder}": ${ended}; expected it to accept connections within ${startTimeoutMs / 1000} s. See "${files.log}".`
}

function heldMessage(files: ServerFiles): string {
  return `Cannot start the embedded Temporal server: another Temporal server, unknown to this folder, holds "${files.database}". End that server, or set TEMPORAL_ADDRESS to use it.`
}
