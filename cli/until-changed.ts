import { existsSync, type FSWatcher, watch } from 'node:fs'

/** Editors write a file in several steps, and a checkout writes many files. */
const QUIET_MS = 150

/** Something on disk that may change. */
export interface Watched {
  /** Where its files are. Folders, because editors put a new file in the place of the old one. */
  readonly folders: readonly string[]
  /** Another text whenever it has changed: what happens beside it in these folders does not matter. */
  fingerprint(): Promise<string>
}

/**
 * Waits until something has another fingerprint than the known one, also where it changed before the call.
 *
 * @throws the signal's reason when it is aborted; Error when this machine cannot watch any more folders
 */
export async function untilChanged(watched: Watched, known: string, signal: AbortSignal): Promise<void> {
  const changed = Promise.withResolvers<void>()
  const look = () =>
    watched.fingerprint().then((now) => {
      if (now !== known) changed.resolve()
    }, changed.reject)
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(look, QUIET_MS)
  }
  const stop = () => changed.reject(signal.reason)
  const watchers: FSWatcher[] = []
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    for (const folder of watched.folders) watchers.push(...watchFolder(folder, soon, changed.reject))
    soon()
    await changed.promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    for (const watcher of watchers) watcher.close()
  }
}

function watchFolder(folder: string, seen: () => void, failed: (error: Error) => void): FSWatcher[] {
  if (!existsSync(folder)) return []
  const explain = (cause: unknown) =>
    new Error(
      `Cannot watch ${folder}: ${cause instanceof Error ? cause.message : cause}. Run it again after each change, without --watch.`,
      { cause },
    )
  try {
    return [watch(folder, seen).on('error', (cause) => failed(explain(cause)))]
  } catch (cause) {
    throw explain(cause)
  }
}
