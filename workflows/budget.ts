/**
 * Shares out what a run may still cost among its batches, so that those under way at once cannot spend it together. All
 * sums are whole millionths of a US dollar: workflows replay it.
 */
export interface RunBudget {
  /** What the next batch may cost; undefined where the run has no limit. */
  lend(): number | undefined
  /** A batch has ended and spent so much of what it was lent. */
  settle(lent: number | undefined, spent: number): void
  readonly spent: number
}

export interface BudgetedRun {
  /** What the run may cost; undefined for no limit. */
  readonly total: number | undefined
  /** Batches that are still to be launched. */
  readonly batches: number
  /** How many of them are under way at once, at most. */
  readonly atOnce: number
  /** Spent before, where a run goes on. */
  readonly spent?: number | undefined
}

/** @example runBudget({ total: 100, batches: 9, atOnce: 4 }).lend() // 25 */
export function runBudget({ total, batches, atOnce, spent = 0 }: BudgetedRun): RunBudget {
  let lent = 0
  let underWay = 0
  let open = batches
  let sum = spent
  return {
    get spent() {
      return sum
    },
    lend() {
      if (total === undefined) return undefined
      const sharers = Math.max(1, Math.min(atOnce - underWay, open))
      const share = Math.max(0, Math.floor((total - sum - lent) / sharers))
      lent += share
      underWay += 1
      open -= 1
      return share
    },
    settle(share = 0, cost) {
      lent -= share
      underWay -= 1
      sum += cost
    },
  }
}
