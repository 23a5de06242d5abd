import type { CaseResult } from './case-result.ts'
import { TargetError } from './target.ts'

/** One long case may time out in a small batch; so many before any answer are a model that hangs. */
const TIMEOUTS = 5

/**
 * Tells an outage from single failures while a batch runs: results that say "nobody answers" are held back until
 * another result shows that somebody does, or until so many came in a row that the target must be down. Time-outs say
 * so as long as nothing was answered at all: a model that hangs would cost hours.
 */
export class OutageWatch {
  readonly #limit: number
  readonly #onResult: (result: CaseResult) => void | Promise<void>
  #held: CaseResult[] = []
  #hasAnswer = false

  constructor(limit: number, onResult: ((result: CaseResult) => void | Promise<void>) | undefined) {
    this.#limit = limit
    this.#onResult = onResult ?? (() => undefined)
  }

  /** @throws TargetError when this result completes an outage; asking again may help unless the key is refused */
  async settled(result: CaseResult): Promise<void> {
    this.#hasAnswer ||= result.status === 'answered'
    if (!saysNobodyAnswers(result) && !(isTimeout(result) && !this.#hasAnswer)) {
      await this.ended()
      return await this.#onResult(result)
    }
    this.#held.push(result)
    const enough = this.#held.some(isTimeout) ? Math.max(this.#limit, TIMEOUTS) : this.#limit
    if (this.#held.length >= enough) throw outage(this.#held)
  }

  /** Passes on what is still held back: the batch ended before it became an outage. */
  async ended(): Promise<void> {
    const held = this.#held
    this.#held = []
    for (const result of held) await this.#onResult(result)
  }
}

function saysNobodyAnswers({ error }: CaseResult): boolean {
  return error?.kind === 'unreachable' || error?.kind === 'unauthorised'
}

function isTimeout({ error }: CaseResult): boolean {
  return error?.kind === 'timeout'
}

function outage(held: readonly CaseResult[]): TargetError {
  const error = held.at(-1)?.error
  const refused = held.some((result) => result.error?.kind === 'unauthorised')
  const cases =
    held.length === 1
      ? 'The one case that was asked got no answer'
      : `${held.length} cases in a row got no answer, so the rest were not asked`
  return new TargetError(
    refused ? 'unauthorised' : 'unreachable',
    `${error?.message} (${cases}.)`,
    refused ? null : 0,
  )
}
