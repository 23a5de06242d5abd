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

/**
 * @param total of the run; undefined for no limit
 * @param batches that are under way at once, at most
 * @param spent before, where a run goes on
 * @example runBudget(100, 4).lend() // 25
 */
export function runBudget(total: number | undefined, batches: number, spent = 0): RunBudget {
  let lent = 0
  let underWay = 0
  let sum = spent
  return {
    get spent() {
      return sum
    },
    lend() {
      if (total === undefined) return undefined
      const share = Math.max(0, Math.floor((total - sum - lent) / Math.max(1, batches - underWay)))
      lent += share
      underWay += 1
      return share
    },
    settle(share = 0, cost) {
      lent -= share
      underWay -= 1
      sum += cost
    },
  }
}
