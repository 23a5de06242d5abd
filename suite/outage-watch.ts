import type { CaseError, CaseResult } from './case-result.ts'
import { TargetError } from './target.ts'

/** One long case may time out in a small batch; so many before any answer are a model that hangs. */
const TIMEOUTS = 5

/**
 * Tells an outage from single failures while a batch runs: results that say "nobody answers" are held back until
 * another result shows that somebody does, or until so many came in a row that the target must be down. Time-outs say
 * so as long as nothing was answered at all: a model that hangs would cost hours. A judge that nobody answers for counts as
 * much: its verdicts would be missing from the whole run.
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
    const faults = faultsOf(result)
    this.#hasAnswer ||= faults.length === 0
    if (!faults.some((fault) => saysNobodyAnswers(fault) || (isTimeout(fault) && !this.#hasAnswer))) {
      await this.ended()
      return await this.#onResult(result)
    }
    this.#held.push(result)
    const enough = this.#held.flatMap(faultsOf).some(isTimeout)
      ? Math.max(this.#limit, TIMEOUTS)
      : this.#limit
    if (this.#held.length >= enough) throw outage(this.#held)
  }

  /** Passes on what is still held back: the batch ended before it became an outage. */
  async ended(): Promise<void> {
    const held = this.#held
    this.#held = []
    for (const result of held) await this.#onResult(result)
  }
}

/** Why a case has no answer, or, where it has one, why a judge has not judged it. */
function faultsOf({ error, scores }: CaseResult): CaseError[] {
  return error === null ? Object.values(scores).flatMap(({ fault }) => fault ?? []) : [error]
}

function saysNobodyAnswers({ kind }: CaseError): boolean {
  return kind === 'unreachable' || kind === 'unauthorised'
}

function isTimeout({ kind }: CaseError): boolean {
  return kind === 'timeout'
}

function outage(held: readonly CaseResult[]): TargetError {
  const faults = held.flatMap(faultsOf)
  const refused = faults.some(({ kind }) => kind === 'unauthorised')
  const whose = held.every(({ error }) => error === null) ? 'The judge: ' : ''
  const cases =
    held.length === 1
      ? 'The one case that was asked got no answer'
      : `${held.length} cases in a row got no answer, so the rest were not asked`
  return new TargetError(
    refused ? 'unauthorised' : 'unreachable',
    `${whose}${faults.at(-1)?.message} (${cases}.)`,
    refused ? null : 0,
  )
}
