import type { CaseError, CaseResult } from '../suite/case-result.ts'
import { judgingOf } from '../suite/judge/judging.ts'
import { passes } from '../suite/passes.ts'
import type { Terminal } from './terminal.ts'

/** Between two lines where nobody's screen can be rewritten: few enough for a log, enough to see that it goes on. */
const PLAIN_EVERY_MS = 10_000
/** Between two looks at a screen. */
const LIVE_EVERY_MS = 100

/** Shows how far a run is while it goes: a line that rewrites itself on a screen, else a line now and then. */
export class EvalProgress {
  readonly #terminal: Terminal
  readonly #total: number
  readonly #now: () => number
  readonly #start: number
  readonly #errors = new Map<CaseError['kind'], number>()
  #shownAt: number
  #done = 0
  #passed = 0
  #failed = 0
  #tokens = 0
  #costUsd = 0

  /** @param total answers that are to come, epochs and all */
  constructor(terminal: Terminal, total: number, now: () => number = Date.now) {
    this.#terminal = terminal
    this.#total = total
    this.#now = now
    this.#start = now()
    this.#shownAt = this.#start
  }

  /** Counts a result, and shows the counts when it is time to. */
  add(result: CaseResult): void {
    this.#count(result)
    const every = this.#terminal.live ? LIVE_EVERY_MS : PLAIN_EVERY_MS
    if (this.#now() - this.#shownAt < every) return
    this.#shownAt = this.#now()
    if (this.#terminal.live) this.#terminal.status(this.line())
    else this.#terminal.progress(this.line())
  }

  /**
   * What there is to say now, first what one waits for: a narrow screen cuts the end off.
   *
   * @example progress.line() // '  … 120/300 · 5 s left · 110 passed, 8 failed · $0.0200 · 2 timeout · 41k tokens · 35/s'
   */
  line(): string {
    const seconds = Math.max(0.001, (this.#now() - this.#start) / 1000)
    const rate = this.#done / seconds
    const errors = [...this.#errors].map(([kind, count]) => `${count} ${kind}`).join(', ')
    const parts = [
      `${this.#done}/${this.#total}`,
      this.#done === 0 ? '' : `${Math.ceil((this.#total - this.#done) / rate)} s left`,
      `${this.#passed} passed, ${this.#failed} failed`,
      this.#costUsd === 0 ? '' : `$${this.#costUsd.toFixed(this.#costUsd < 1 ? 4 : 2)}`,
      errors,
      this.#tokens === 0 ? '' : `${thousands(this.#tokens)} tokens`,
      `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`,
    ]
    return `  … ${parts.filter((part) => part !== '').join(' · ')}`
  }

  #count(result: CaseResult): void {
    const { answer, error, scores } = result
    this.#done += 1
    if (error !== null) this.#errors.set(error.kind, (this.#errors.get(error.kind) ?? 0) + 1)
    const ends = Object.values(scores).map(passes)
    if (ends.includes(false)) this.#failed += 1
    else if (ends.includes(true)) this.#passed += 1
    const judging = judgingOf(result)
    this.#costUsd += judging.costUsd ?? 0
    this.#tokens += judging.tokens
    if (answer === null || answer.fromCache) return
    this.#costUsd += answer.costUsd ?? 0
    this.#tokens += (answer.tokens?.input ?? 0) + (answer.tokens?.output ?? 0)
  }
}

function thousands(count: number): string {
  return count < 10_000 ? String(count) : `${Math.round(count / 1000)}k`
}
