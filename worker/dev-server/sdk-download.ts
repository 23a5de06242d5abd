import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { downloadedBinary, downloadFolder, type ObtainContext } from './find-binary.ts'
import { runLongCommand } from './long-command.ts'

const downloadTimeoutMs = 3 * 60_000

/**
 * Lets Temporal's SDK download the CLI into the user's cache. In a process of its own: the SDK gives the file only by
 * starting a server from it, and would fix its process-wide runtime before the worker can.
 *
 * @returns the binary's path
 * @throws Error when the download fails, at once without a network
 */
export async function downloadWithSdk(context: ObtainContext): Promise<string> {
  const folder = downloadFolder(context.env)
  mkdirSync(folder, { recursive: true })
  await runLongCommand({
    file: process.execPath,
    args: [fileURLToPath(import.meta.url), folder],
    cwd: folder,
    env: context.env,
    timeoutMs: downloadTimeoutMs,
    signal: context.signal,
    onTick: (seconds) => context.log(`Still downloading the Temporal CLI: ${seconds} s so far.`),
  })
  const path = downloadedBinary(folder)
  if (path === null) throw new Error(`the SDK left no executable in "${folder}"`)
  return path
}

// Node 22 has no `import.meta.main`.
if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing')
  const executable = { type: 'cached-download' as const, downloadDir: process.argv[2] ?? '' }
  try {
    const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } })
    await environment.teardown()
  } catch (error) {
    // The last line is what the user is shown.
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
