import { execFileSync } from 'node:child_process'

/** What a piece of work took. */
export interface Measured<T> {
  readonly result: T
  readonly seconds: number
  /** Processor time of this process and its children, to the second; tells the work on a busy machine. */
  readonly processorSeconds: number
  /** The most memory that this process and its children held together, looked at five times a second. */
  readonly peakMegabytes: number
}

/** Runs the work and measures it. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const used = new Map<number, number>()
  let peak = 0
  const look = () => {
    const family = familyNow()
    peak = Math.max(peak, sum(family.map(({ kilobytes }) => kilobytes)))
    for (const { pid, processorSeconds } of family) used.set(pid, processorSeconds)
  }
  look()
  const before = sum([...used.values()])
  const watch = setInterval(look, 200)
  const start = performance.now()
  try {
    const result = await work()
    const seconds = (performance.now() - start) / 1000
    look()
    return { result, seconds, processorSeconds: sum([...used.values()]) - before, peakMegabytes: peak / 1024 }
  } finally {
    clearInterval(watch)
  }
}

/** This process and its children. */
function familyNow() {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,times='], { encoding: 'utf8' })
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return rows
    .filter(([pid, parent]) => pid === process.pid || parent === process.pid)
    .map(([pid = 0, , kilobytes = 0, processorSeconds = 0]) => ({ pid, kilobytes, processorSeconds }))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
