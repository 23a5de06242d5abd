import { execFile } from 'node:child_process'
import type { Environment } from './cache-folder.ts'

/** A command that may take minutes. */
export interface LongCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Environment
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Called every 15 s with the seconds since the start. */
  readonly onTick: (seconds: number) => void
}

const tickMs = 15_000

/**
 * Runs a command to its end.
 *
 * @throws Error with the last line it wrote to stderr, or with the time it was given; the signal's reason when aborted
 */
export function runLongCommand(command: LongCommand): Promise<void> {
  const { cwd, timeoutMs, signal } = command
  const options = { cwd, env: { ...command.env }, timeout: timeoutMs, signal, maxBuffer: 64_000_000 }
  const started = performance.now()
  const ticker = setInterval(() => command.onTick(Math.round((performance.now() - started) / 1000)), tickMs)
  return new Promise<void>((resolve, reject) => {
    execFile(command.file, [...command.args], options, (error, _stdout, stderr) => {
      if (error === null) resolve()
      else if (signal?.aborted) reject(signal.reason)
      else if (error.killed) reject(new Error(`it took longer than ${timeoutMs / 60_000} minutes`))
      else reject(new Error(stderr.trim().split('\n').at(-1) || error.message))
    })
  }).finally(() => clearInterval(ticker))
}
