/** Where a permutation test of some statistic ended. */
export interface PermutationTest {
  readonly pValue: number
  /** How many random splits were drawn. */
  readonly permutations: number
  /** How many of them were at least as extreme as what was observed. */
  readonly exceedances: number
}

/** Work allowed for one test, in elementary steps: about a second; and for its fine stage, about half of one. */
const BUDGET = 2e8
const FINE_BUDGET = 6e7
const ENOUGH_EXCEEDANCES = 10

/**
 * What share of random relabellings is at least as extreme as what was observed?
 * p = (b + 1) / (k + 1): the observed split is one of them, so p is never 0 (Phipson & Smyth 2010).
 * After each stage it stops when ten exceedances have settled that p is not small. Stopping keeps the level: for any α
 * a rejection is also one of the test that would have ended at that stage (cf. Besag & Clifford 1991).
 *
 * @param observed the statistic of the real split; larger is more extreme
 * @param draw     the statistic of one random split, computed by the same operations
 * @param stages   ascending totals of splits, from `permutationStages`
 * @example permutationTest(1, () => 0, [999]).pValue // 0.001
 */
export function permutationTest(
  observed: number,
  draw: () => number,
  stages: readonly number[],
): PermutationTest {
  // Splits that are equal in theory may differ by the rounding of a sum.
  const threshold = observed - Math.abs(observed) * 1e-12
  let permutations = 0
  let exceedances = 0
  for (const stage of stages) {
    for (; permutations < stage; permutations += 1) if (draw() >= threshold) exceedances += 1
    if (exceedances >= ENOUGH_EXCEEDANCES) break
  }
  return { pValue: (exceedances + 1) / (permutations + 1), permutations, exceedances }
}

/**
 * How many random splits are worth their time: 999, then 9,999 when p may be small; fewer when one is very dear.
 *
 * @param cost elementary steps of one split
 * @example permutationStages(3_000) // [999, 9999]
 */
export function permutationStages(cost: number): readonly number[] {
  if (cost * 999 > BUDGET) return [199]
  return cost * 9_999 > FINE_BUDGET ? [999] : [999, 9_999]
}

/** How a permutation test of two samples is made. */
export interface SplitOptions {
  /** Of the quantile of the null distribution, in (0, 1). */
  readonly level: number
  /** The most random splits, where only their mean and quantile are wanted; all that are worth their time unless given. */
  readonly most?: number
}

/** `permutationStages` within the most splits that are wanted. */
export function splitStages(cost: number, { most }: SplitOptions): readonly number[] {
  const stages = permutationStages(cost)
  return most === undefined ? stages : [Math.min(most, stages[0]!)]
}

/**
 * The value that a share `level` of a null distribution does not exceed: the ⌈level·(k + 1)⌉-th smallest of k draws,
 * which keeps the level for any k. Null when k draws cannot tell (k < level / (1 − level)).
 *
 * @param draws of the statistic under the null, in any order; not modified
 * @example nullQuantile([3, 1, 2], 0.5) // 2
 */
export function nullQuantile(draws: readonly number[], level: number): number | null {
  const rank = Math.ceil(level * (draws.length + 1) - 1e-9)
  return Float64Array.from(draws).sort()[rank - 1] ?? null
}
