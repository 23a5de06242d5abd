/**
 * Does work that stops cleanly at Ctrl-C, and then says so.
 *
 * @param message  what is told then: what is kept, and how to go on
 * @throws Error with this message once it was interrupted
 */
export async function untilInterrupted<T>(
  message: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Error(message))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    return await work(stop.signal)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}
