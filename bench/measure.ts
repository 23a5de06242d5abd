import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'

/** What a piece of work took. All but the seconds are read from /proc, and 0 on a system without it. */
export interface Measured<T> {
  readonly result: T
  readonly seconds: number
  /** Time on a processor, in steps of 10 ms: tells the work on a busy machine. */
  readonly processorSeconds: number
  /** The most memory that its processes held together, or one of them at its own peak. */
  readonly peakMegabytes: number
}

/** Runs a piece of work and measures this process and its children. */
export function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  return watch(family(), work)
}

/**
 * Runs a command as a process of its own and measures it whole, start-up included; the result is what it printed.
 *
 * @throws Error when it ends with another code than 0 or 1 (a finding)
 */
export function measureCommand(file: string, args: readonly string[]): Promise<Measured<string>> {
  const started: number[] = []
  return watch(
    () => started,
    async () => {
      const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      if (child.pid !== undefined) started.push(child.pid)
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject).once('exit', resolve)
      })
      const [output, code] = await Promise.all([text(child.stdout), ended])
      if (code !== 0 && code !== 1) throw new Error(`${file} ${args[0] ?? ''} ended with ${code}.`)
      return output
    },
  )
}

const LOOK_MS = 50

/** Looking through all processes of the machine for children costs more than looking at the known ones. */
const SEARCH_MS = 500

async function watch<T>(processes: () => readonly number[], work: () => Promise<T>): Promise<Measured<T>> {
  const used = new Map<number, number>()
  let peak = 0
  const look = () => {
    const found = processes().flatMap((pid) => lookAt(pid) ?? [])
    for (const { pid, processorSeconds } of found) used.set(pid, processorSeconds)
    peak = Math.max(peak, sum(found.map(({ megabytes }) => megabytes)), ...found.map((one) => one.highest))
  }
  look()
  const before = sum([...used.values()])
  const watching = setInterval(look, LOOK_MS)
  const start = performance.now()
  try {
    const result = await work()
    const seconds = (performance.now() - start) / 1000
    look()
    return { result, seconds, processorSeconds: sum([...used.values()]) - before, peakMegabytes: peak }
  } finally {
    clearInterval(watching)
  }
}

/** This process and its children, as they were found at most `SEARCH_MS` ago. */
function family(): () => readonly number[] {
  let found: readonly number[] = []
  let searched = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - searched < SEARCH_MS) return found
    searched = performance.now()
    found = familyNow()
    return found
  }
}

function familyNow(): number[] {
  try {
    const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
    return pids.filter((pid) => pid === process.pid || statOf(pid)?.parent === process.pid)
  } catch {
    // There is no /proc on this system.
    return []
  }
}

function lookAt(pid: number) {
  const stat = statOf(pid)
  if (stat === null) return null
  const status = read(`/proc/${pid}/status`) ?? ''
  const field = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { pid, processorSeconds: stat.processorSeconds, megabytes: field('VmRSS'), highest: field('VmHWM') }
}

/** Its parent and time on a processor; null when it has ended. */
function statOf(pid: number): { readonly parent: number; readonly processorSeconds: number } | null {
  // The name, which can hold anything, stands in brackets before the numbers.
  const fields = read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ').map(Number)
  return fields === undefined
    ? null
    : { parent: fields[1] ?? 0, processorSeconds: ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100 }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process has ended.
    return null
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
