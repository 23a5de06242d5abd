import type { Answer } from '../case-result.ts'

/** Cases that are asked before it is known what one costs. */
const FIRST = 4

/**
 * How much of a budget is spent, and may another case be asked? A case under way counts as what a case costs on average,
 * its judges with it, and only a few are begun before that is known: so a budget is not exceeded by as many as are asked
 * at once.
 */
export class Spending {
  readonly #budgetUsd: number
  #spentUsd = 0
  #priced = 0
  #ended = 0
  #underWay = 0
  #waiting: (() => void)[] = []

  /** @param budgetUsd US dollars; infinite for no budget */
  constructor(budgetUsd: number) {
    this.#budgetUsd = budgetUsd
  }

  get isSpent(): boolean {
    const each = this.#priced === 0 ? 0 : this.#spentUsd / this.#priced
    return this.#spentUsd + this.#underWay * each >= this.#budgetUsd
  }

  /**
   * Does a case, once there is room for it; null when the budget does not reach it.
   *
   * @throws what `work` throws
   */
  async within<T>(work: () => Promise<T>): Promise<T | null> {
    while (!this.#isKnown && this.#underWay >= FIRST) await this.#end()
    if (this.isSpent) return null
    this.#underWay += 1
    const before = this.#spentUsd
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      this.#ended += 1
      if (this.#spentUsd > before) this.#priced += 1
      for (const go of this.#waiting.splice(0)) go()
    }
  }

  /** Counts what an answer cost; an unknown cost, and an answer from before, count nothing. */
  add({ costUsd, fromCache = false }: Pick<Answer, 'costUsd' | 'fromCache'>): void {
    if (!fromCache) this.#spentUsd += costUsd ?? 0
  }

  /** Where nothing has a price, no more will be known. */
  get #isKnown(): boolean {
    return !Number.isFinite(this.#budgetUsd) || this.#priced > 0 || this.#ended >= FIRST
  }

  #end(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
