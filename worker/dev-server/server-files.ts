import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isAlive, markOf, type ProcessMark } from '../../adapters/process-mark.ts'

/** Where one project's embedded server keeps its database, its log and what its users agree on. */
export interface ServerFiles {
  readonly projectFolder: string
  readonly database: string
  readonly log: string
  readonly lock: string
  readonly state: string
  readonly ports: string
  /** There once a server was ready on the database: from then on it holds nights. */
  readonly ready: string
  readonly users: string
}

/** A server that was started and who looks after it. Written and removed only under the lock. */
export interface ServerState {
  readonly server: ProcessMark
  readonly supervisor: ProcessMark
  readonly port: number
  readonly uiPort: number
}

/** The files of a project's server, their folders made when missing and kept out of git. */
export function serverFiles(folderOfProject: string): ServerFiles {
  const projectFolder = resolve(folderOfProject)
  const folder = join(projectFolder, '.nightdrift')
  const shared = join(folder, 'temporal')
  const users = join(shared, 'users')
  mkdirSync(users, { recursive: true })
  const ignore = join(folder, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  return {
    projectFolder,
    database: join(folder, 'temporal.db'),
    log: join(folder, 'temporal.log'),
    lock: join(shared, 'lock'),
    state: join(shared, 'server.json'),
    ports: join(shared, 'ports.json'),
    ready: join(shared, 'ready.json'),
    users,
  }
}

/** What was last written of the server, alive or not; null when there is none. */
export function readServerState(files: ServerFiles): ServerState | null {
  return readJson<ServerState>(files.state)
}

/** Tells every command of the project which server runs. */
export function writeServerState(files: ServerFiles, state: ServerState): void {
  writeJson(files.state, state)
}

/** Tells every command of the project that no server runs. */
export function removeServerState(files: ServerFiles): void {
  rmSync(files.state, { force: true })
}

/**
 * Notes that this process uses the server, once a connection. To be called under the lock, so that the supervisor's
 * last look cannot miss it.
 *
 * @returns what takes the note back; may be called twice
 */
export function registerUser(files: ServerFiles): () => void {
  const path = join(files.users, `${process.pid}-${randomUUID()}.json`)
  writeJson(path, markOf(process.pid))
  return () => rmSync(path, { force: true })
}

/** How many connections use the server now. Notes of processes that ended without taking them back are removed. */
export function countUsers(files: ServerFiles): number {
  if (!existsSync(files.users)) return 0
  const notes = readdirSync(files.users).filter((name) => name.endsWith('.json'))
  return notes.filter((name) => isUser(join(files.users, name))).length
}

function isUser(path: string): boolean {
  const mark = readJson<ProcessMark>(path)
  if (mark !== null && isAlive(mark)) return true
  rmSync(path, { force: true })
  return false
}

/** A small JSON file of this folder's own making; null when it is missing or was cut short by a crash. */
export function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    return null
  }
}

/** Writes a small JSON file whole: a reader sees the old content or the new one. */
export function writeJson(path: string, value: unknown): void {
  const unfinished = `${path}.${process.pid}.part`
  writeFileSync(unfinished, JSON.stringify(value))
  renameSync(unfinished, path)
}
