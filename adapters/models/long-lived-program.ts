import type { TargetError } from '../../suite/target.ts'
import { endedEarly, givenUp, rubbish } from './command-failure.ts'
import { type CommandLine, type CommandRequest, readCommandLine } from './command-line.ts'
import { type Ending, type Program, type ProgramStart, startProgram } from './program.ts'

/** Starts in a row without a single answer before the program is left alone. */
const MOST_STARTS = 5
const LEFT_ALONE_MS = 30_000

export interface LongLivedOptions extends ProgramStart {
  readonly name: string
  /** A program that is asked nothing for so long is ended. */
  readonly idleMs: number
}

interface Waiting {
  readonly resolve: (line: CommandLine) => void
  readonly reject: (error: TargetError) => void
}

/**
 * One program that answers many requests, told apart by their ids. It is started when something is asked, and again
 * after it has ended; it is ended when nothing has been asked for a while, and at once when nobody waits any more for
 * what it works on.
 */
export class LongLivedProgram {
  readonly #options: LongLivedOptions
  readonly #waiting = new Map<string, Waiting>()
  /** Requests nobody waits for any more, while others are in flight: their answers may still come. */
  readonly #abandoned = new Set<string>()
  #program: Program | null = null
  #idle: NodeJS.Timeout | null = null
  #asked = 0
  #starts = 0
  #endedAt = 0

  constructor(options: LongLivedOptions) {
    this.#options = options
  }

  /** @throws TargetError when the program ends before it answers, or writes something that is no answer */
  async ask(request: CommandRequest, stop: AbortSignal): Promise<CommandLine> {
    const program = this.#program ?? this.#start()
    this.#asked += 1
    const id = String(this.#asked)
    const abandon = () => this.#abandon(id)
    stop.addEventListener('abort', abandon, { once: true })
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        this.#rest(false)
        program.write(JSON.stringify({ id, ...request }))
      })
    } finally {
      stop.removeEventListener('abort', abandon)
    }
  }

  #start(): Program {
    const { name } = this.#options
    if (Date.now() - this.#endedAt > LEFT_ALONE_MS) this.#starts = 0
    if (this.#starts >= MOST_STARTS) throw givenUp(name, this.#starts)
    this.#starts += 1
    const program = startProgram(this.#options, {
      onLine: (line) => program === this.#program && this.#take(line),
      onEnd: (ending) => program === this.#program && this.#ended(ending),
    })
    this.#program = program
    return program
  }

  #take(text: string): void {
    const line = readCommandLine(text)
    const id = line?.id ?? ''
    if (this.#abandoned.delete(id)) return
    const waiting = this.#waiting.get(id)
    if (line === null || waiting === undefined) {
      this.#drop(rubbish(this.#options.name, 'it wrote a line that is no answer to any request'))
      return
    }
    this.#starts = 0
    this.#waiting.delete(id)
    waiting.resolve(line)
    if (this.#waiting.size === 0) this.#rest(true)
  }

  #ended(ending: Ending): void {
    this.#drop(endedEarly(this.#options.name, ending))
  }

  #abandon(id: string): void {
    this.#waiting.delete(id)
    this.#abandoned.add(id)
    if (this.#waiting.size > 0) return
    this.#starts = Math.max(0, this.#starts - 1)
    this.#drop(null)
  }

  /** Ends the program, if it has not ended by itself, and everything that waits for it. */
  #drop(error: TargetError | null): void {
    const program = this.#program
    this.#program = null
    this.#endedAt = Date.now()
    this.#abandoned.clear()
    if (this.#idle !== null) clearTimeout(this.#idle)
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    program?.kill()
    if (error !== null) for (const { reject } of waiting) reject(error)
  }

  /** While it rests, it keeps this process from nothing, and ends after a while. */
  #rest(isResting: boolean): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#program?.keepAwake(!isResting)
    this.#idle = isResting ? setTimeout(() => this.#drop(null), this.#options.idleMs).unref() : null
  }
}
