import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { splitLines } from './split-lines.ts'

export interface ProgramStart {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]]
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** How a program ended: by itself, with a code or by a signal; not at all started; or stopped, since a line has no end. */
export interface Ending {
  readonly why: 'exited' | 'not-started' | 'endless-line'
  /** `3`, `SIGSEGV`, `ENOENT`. */
  readonly code: string
}

interface ProgramEvents {
  readonly onLine: (line: string) => void
  /** Told once, after the last line. */
  readonly onEnd: (ending: Ending) => void
}

/** A program that runs. */
export interface Program {
  write(line: string): void
  /** Says that nothing more comes. */
  closeInput(): void
  /** Ends it and what it started, at once. */
  kill(): void
  /** Whether this process waits for it before it ends; at first it does. */
  keepAwake(isKept: boolean): void
}

const WINDOWS = process.platform === 'win32'
type Child = ChildProcessByStdio<Writable, Readable, null>
const running = new Set<Child>()

process.on('exit', () => {
  for (const child of running) killGroup(child)
})

/**
 * Starts a program without a shell, in a group of its own: what it starts ends with it, and Ctrl-C reaches this process
 * alone. What it writes to standard error is not read, since it may quote a case. It is ended with this process.
 */
export function startProgram({ command, folder, env }: ProgramStart, events: ProgramEvents): Program {
  const [file, ...args] = command
  const options = { cwd: folder, env: { ...env }, detached: !WINDOWS, windowsHide: true } as const
  const child = spawn(file, args, { ...options, stdio: ['pipe', 'pipe', 'ignore'] })
  running.add(child)
  watch(child, events)
  return {
    write: (line) => void child.stdin.write(`${line}\n`),
    closeInput: () => void child.stdin.end(),
    kill: () => void (running.has(child) && killGroup(child)),
    keepAwake(isKept) {
      for (const handle of [child, child.stdin, child.stdout] as readonly Partial<Handle>[])
        (isKept ? handle.ref : handle.unref)?.call(handle)
    },
  }
}

/** Pipes have these too, though their types do not say so. */
interface Handle {
  ref(): void
  unref(): void
}

function watch(child: Child, { onLine, onEnd }: ProgramEvents): void {
  let endless = false
  const end = (ending: Ending) => {
    if (running.delete(child)) onEnd(endless ? { why: 'endless-line', code: '' } : ending)
  }
  const tooLong = () => {
    endless = true
    killGroup(child)
  }
  child.stdout.setEncoding('utf8').on('data', splitLines(onLine, tooLong))
  // A program that does not read any more is told of by its end.
  child.stdin.on('error', () => undefined)
  // What it started and left behind would keep its output open.
  child.on('exit', () => killGroup(child))
  child.on('close', (code, signal) => end({ why: 'exited', code: String(signal ?? code) }))
  child.on('error', (error: NodeJS.ErrnoException) =>
    end({ why: 'not-started', code: error.code ?? 'unknown' }),
  )
}

function killGroup(child: Child): void {
  if (child.pid === undefined) return
  try {
    if (WINDOWS) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}
