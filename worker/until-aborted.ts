import type { Lake } from '../activities/ports.ts'

/**
 * The same lake for one attempt of an activity: whoever waits for what it holds stops waiting when the signal aborts, and
 * gets the signal's reason, however long a store takes to answer. What is being written is waited for, because it was paid for.
 */
export function untilAborted(lake: Lake, signal: AbortSignal): Lake {
  return {
    ...lake,
    read: (key) => orAborted(() => lake.read(key), signal),
    list: (folder) => orAborted(() => lake.list(folder), signal),
    localPath: (key) => orAborted(() => lake.localPath(key), signal),
  }
}

async function orAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const done = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done.signal })
  })
  try {
    return await Promise.race([work(), aborted])
  } finally {
    done.abort()
  }
}
