import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * One process, told apart from a later one that was given the same pid (after a restart of the machine, say).
 * `startedAt` is an opaque text of the operating system; null where it gives none (Windows).
 */
export interface ProcessMark {
  readonly pid: number
  readonly startedAt: string | null
}

/** The mark of a process that runs now, or null when there is none (a zombie counts as none). */
export function markOf(pid: number): ProcessMark | null {
  if (process.platform === 'linux') return markFromProc(pid)
  if (process.platform === 'win32') return answersSignal(pid) ? { pid, startedAt: null } : null
  return markFromPs(pid)
}

/** Does this very process still run? */
export function isAlive(mark: ProcessMark): boolean {
  const now = markOf(mark.pid)
  return now !== null && now.startedAt === mark.startedAt
}

/**
 * Ends a process: SIGTERM, then SIGKILL once the grace is over; returns when it is gone.
 *
 * @param graceMs how long it may take to end by itself
 * @throws Error if it is still there 5 s after SIGKILL (a process stuck in the kernel, or not ours)
 */
export async function stopProcess(mark: ProcessMark, graceMs: number): Promise<void> {
  if (await endsAfter('SIGTERM', mark, graceMs)) return
  if (await endsAfter('SIGKILL', mark, 5000)) return
  throw new Error(
    `Cannot stop process ${mark.pid}: it is still running after SIGTERM and SIGKILL. End it by hand.`,
  )
}

async function endsAfter(signal: NodeJS.Signals, mark: ProcessMark, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  if (isAlive(mark)) send(signal, mark.pid)
  while (isAlive(mark)) {
    if (performance.now() > deadline) return false
    await delay(30)
  }
  return true
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // Gone between the look and the signal: what was wanted. Anything else shows as "still running".
    if (!(error instanceof Error)) throw error
  }
}

function markFromProc(pid: number): ProcessMark | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The command name, in parentheses, may itself hold blanks and parentheses: fields count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    return { pid, startedAt: `${boot}/${fields[19]}` }
  } catch {
    return null
  }
}

function markFromPs(pid: number): ProcessMark | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).trim()
    const [status = '', ...started] = line.split(/\s+/)
    return line === '' || status.startsWith('Z') ? null : { pid, startedAt: started.join(' ') }
  } catch {
    return null
  }
}

function answersSignal(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
