/**
 * Which of many p-values survive at a false discovery rate? Benjamini & Hochberg (1995), step-up.
 * An adjusted p-value is the smallest rate at which its hypothesis is rejected: min over larger ranks of p·k/rank.
 * `statsmodels multipletests(method='fdr_bh')`. Keeps the order of its input; holds under positive dependence.
 *
 * @param pValues each in [0, 1]; leave out what was not tested before calling
 * @returns adjusted p-values, in the order given, each at most 1 and never below its own p-value
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!)
  const adjusted = new Array<number>(pValues.length)
  let smallest = 1
  order.forEach((index, place) => {
    smallest = Math.min(smallest, (pValues[index]! * pValues.length) / (pValues.length - place))
    adjusted[index] = smallest
  })
  return adjusted
}
