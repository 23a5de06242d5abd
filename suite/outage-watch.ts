import type { CaseResult } from './case-result.ts'
import { TargetError } from './target.ts'

/**
 * Tells an outage from single failures while a batch runs: results that say "nobody answers" are held back until
 * another result shows that somebody does, or until so many came in a row that the target must be down.
 */
export class OutageWatch {
  readonly #limit: number
  readonly #onResult: (result: CaseResult) => void | Promise<void>
  #held: CaseResult[] = []

  constructor(limit: number, onResult: ((result: CaseResult) => void | Promise<void>) | undefined) {
    this.#limit = limit
    this.#onResult = onResult ?? (() => undefined)
  }

  /** @throws TargetError when this result completes an outage; asking again may help unless the key is refused */
  async settled(result: CaseResult): Promise<void> {
    if (!saysNobodyAnswers(result)) {
      await this.ended()
      return await this.#onResult(result)
    }
    this.#held.push(result)
    if (this.#held.length >= this.#limit) throw outage(this.#held)
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
