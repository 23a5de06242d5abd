import { execFileSync } from 'node:child_process'

/** What a piece of work took. */
export interface Measured<T> {
  readonly result: T
  readonly seconds: number
  /** Processor time of this process and the children that still run at the end; tells the work on a busy machine. */
  readonly processorSeconds: number
  /** The most memory that this process and its children held together, looked at five times a second. */
  readonly peakMegabytes: number
}

/** Runs the work and measures it. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, family().kilobytes)
  }
  const watch = setInterval(look, 200)
  const before = family().processorSeconds
  const start = performance.now()
  try {
    const result = await work()
    const seconds = (performance.now() - start) / 1000
    look()
    const processorSeconds = family().processorSeconds - before
    return { result, seconds, processorSeconds, peakMegabytes: peak / 1024 }
  } finally {
    clearInterval(watch)
  }
}

function family(): { readonly kilobytes: number; readonly processorSeconds: number } {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,times='], { encoding: 'utf8' })
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  const own = rows.filter(([pid, parent]) => pid === process.pid || parent === process.pid)
  const sum = (column: number) => own.reduce((total, row) => total + (row[column] ?? 0), 0)
  return { kilobytes: sum(2), processorSeconds: sum(3) }
}
