import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'

/** What a command took, from its start to its end. */
export interface MeasuredRun {
  readonly seconds: number
  /** Largest resident memory of the process; null where the system does not tell (it is read from /proc). */
  readonly peakMegabytes: number | null
  readonly output: string
}

/**
 * Runs a command as a process of its own and measures it whole, start-up included.
 *
 * @throws Error when it ends with another code than 0 or 1 (a finding)
 */
export async function measuredRun(file: string, args: readonly string[]): Promise<MeasuredRun> {
  const start = performance.now()
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let peak: number | null = null
  const watch = setInterval(() => {
    peak = Math.max(peak ?? 0, highWater(child.pid) ?? 0) || peak
  }, 10)
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve)
  })
  try {
    const [output, code] = await Promise.all([text(child.stdout), ended])
    if (code !== 0 && code !== 1) throw new Error(`${file} ${args[0] ?? ''} ended with ${code}.`)
    return { seconds: (performance.now() - start) / 1000, peakMegabytes: peak, output }
  } finally {
    clearInterval(watch)
  }
}

/** The kernel's own record of the largest resident size, so that a peak between two looks is not missed. */
function highWater(pid: number | undefined): number | null {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return line === null ? null : Number(line[1]) / 1024
  } catch {
    // The process has ended, or there is no /proc on this system.
    return null
  }
}
