import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

/** How long to wait for a lock, and what to say meanwhile. */
export interface LockOptions {
  /** What the lock guards, for the error: `the embedded Temporal server of /home/ada/bot`. */
  readonly guards: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Called once, when another process is seen to hold the lock. */
  readonly onWait?: () => void
}

const sqliteBusy = 5

/**
 * Runs `work` while no other process on this machine holds the lock of that file.
 * The lock is SQLite's own on an empty database: the operating system gives it back when its holder dies,
 * however it dies, so there is no stale lock to detect and none to steal.
 *
 * @param path the lock's file, created when missing and left in place; its folder must exist
 * @throws Error when the lock is still held after `timeoutMs`; the signal's reason when aborted
 */
export async function withFileLock<T>(
  path: string,
  options: LockOptions,
  work: () => T | Promise<T>,
): Promise<T> {
  using lock = new DatabaseSync(path)
  await acquire(lock, path, options)
  return await work()
}

async function acquire(lock: DatabaseSync, path: string, options: LockOptions): Promise<void> {
  const deadline = performance.now() + options.timeoutMs
  for (let waits = 0; !isAcquired(lock); waits += 1) {
    options.signal?.throwIfAborted()
    if (waits === 0) options.onWait?.()
    if (performance.now() > deadline) throw new Error(heldMessage(path, options))
    await delay(25)
  }
}

function isAcquired(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return false
    throw error
  }
}

function heldMessage(path: string, options: LockOptions): string {
  const seconds = Math.round(options.timeoutMs / 1000)
  return `Cannot get at ${options.guards}: another process has held the lock "${path}" for ${seconds} s. Wait for it to end, or end it.`
}
