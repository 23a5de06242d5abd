/** Resolves on the first SIGINT or SIGTERM. A second one ends the process at once. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143))
      resolve()
    }
    process.once('SIGINT', stop).once('SIGTERM', stop)
  })
}
