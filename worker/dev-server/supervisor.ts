import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, markOf, stopProcess } from '../../adapters/process-mark.ts'
import { withFileLock } from './file-lock.ts'
import { answers } from './ports.ts'
import {
  countUsers,
  readServerState,
  removeServerState,
  type ServerFiles,
  type ServerState,
  serverFiles,
  writeServerState,
} from './server-files.ts'
import { startServer, stopGraceMs } from './server-process.ts'

// A process of its own, beside the commands that use the server: it outlives any of them, killed or not, starts the
// server and stops it when nobody uses it any more. Everything it decides, it decides under the lock.

/** What the supervisor tells the command that started it, once: the server that runs, or why none does. */
export type SupervisorMessage = { readonly ready: ServerState } | { readonly failed: string }

const pollMs = 200
const restartLimit = 3

/**
 * Looks after one project's server until its last user has ended.
 * Does nothing when another supervisor already does; takes over a server whose supervisor was killed.
 *
 * @param report called once, as soon as a server is ready or cannot be had
 */
export async function supervise(
  files: ServerFiles,
  binary: string,
  report: (message: SupervisorMessage) => void,
): Promise<void> {
  let state: ServerState
  try {
    state = await underLock(files, () => takeCharge(files, binary))
  } catch (error) {
    report({ failed: error instanceof Error ? error.message : String(error) })
    return
  }
  report({ ready: state })
  await lookAfter(files, binary, state)
}

async function lookAfter(files: ServerFiles, binary: string, first: ServerState): Promise<void> {
  let state = first
  try {
    for (let restarts = 0; isMine(readServerState(files)); ) {
      if (await isOver(files)) return
      if (!isAlive(state.server) && restarts < restartLimit) {
        restarts += 1
        state = await underLock(files, () => takeCharge(files, binary))
      }
      await delay(pollMs)
    }
  } finally {
    // Without its state (the folder was deleted, the disk is full) nobody could find the server: it must not stay.
    const known = readServerState(files)
    if (known?.server.pid !== state.server.pid) await stopProcess(state.server, stopGraceMs)
  }
}

/** The server to look after: the one that runs, under this supervisor if under no other, or a new one. */
async function takeCharge(files: ServerFiles, binary: string): Promise<ServerState> {
  const known = readServerState(files)
  if (known === null || !isAlive(known.server)) return startServer(files, binary)
  if (isAlive(known.supervisor)) return known
  if (await answers(known.port)) {
    const adopted = { ...known, supervisor: markOf(process.pid) ?? known.supervisor }
    writeServerState(files, adopted)
    return adopted
  }
  await stopProcess(known.server, stopGraceMs)
  return startServer(files, binary)
}

/** Nobody uses the server: stops it, and says so by removing its state last. */
async function isOver(files: ServerFiles): Promise<boolean> {
  if (countUsers(files) > 0) return false
  return underLock(files, () => stopUnused(files))
}

/**
 * Stops the project's server if it has no user. To be called under the lock.
 *
 * @returns false when it has one after all
 */
export async function stopUnused(files: ServerFiles): Promise<boolean> {
  if (countUsers(files) > 0) return false
  const state = readServerState(files)
  if (state !== null) await stopProcess(state.server, stopGraceMs)
  removeServerState(files)
  return true
}

function isMine(state: ServerState | null): boolean {
  return state?.supervisor.pid === process.pid && isAlive(state.supervisor)
}

function underLock<T>(files: ServerFiles, work: () => Promise<T>): Promise<T> {
  const guards = `the embedded Temporal server of "${files.projectFolder}"`
  return withFileLock(files.lock, { guards, timeoutMs: 60_000 }, work)
}

function tellParent(message: SupervisorMessage): void {
  // The parent may have been killed meanwhile; the server's users are counted by their own notes.
  if (process.connected) process.send?.(message, () => process.connected && process.disconnect())
}

// Node 22 has no `import.meta.main`.
if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const [projectFolder = '', binary = ''] = process.argv.slice(2)
  await supervise(serverFiles(projectFolder), binary, tellParent)
}
