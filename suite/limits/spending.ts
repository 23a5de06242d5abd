import type { Answer } from '../case-result.ts'

/**
 * How much of a budget is spent, and may another request be sent? Requests in flight count as what a request costs on
 * average, so that a budget is not exceeded by as many as are asked at once.
 */
export class Spending {
  readonly #budgetUsd: number
  #spentUsd = 0
  #priced = 0
  #inFlight = 0

  /** @param budgetUsd US dollars; infinite for no budget */
  constructor(budgetUsd: number) {
    this.#budgetUsd = budgetUsd
  }

  get isSpent(): boolean {
    const each = this.#priced === 0 ? 0 : this.#spentUsd / this.#priced
    return this.#spentUsd + this.#inFlight * each >= this.#budgetUsd
  }

  /**
   * Sends a request, and counts what its answer cost; an unknown cost, and an answer from before, count nothing.
   *
   * @throws what `send` throws
   */
  async count(send: () => Promise<Answer>): Promise<Answer> {
    this.#inFlight += 1
    try {
      const answer = await send()
      if (!answer.fromCache) this.#add(answer.costUsd)
      return answer
    } finally {
      this.#inFlight -= 1
    }
  }

  #add(costUsd: number | null): void {
    if (costUsd === null) return
    this.#spentUsd += costUsd
    this.#priced += 1
  }
}
