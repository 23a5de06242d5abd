/** A number that was measured with an error of its own. */
export interface Measured {
  readonly value: number
  /** The variance of that error: of a mean, the sampling variance. */
  readonly variance: number
  /** Numbers of one group share a mean: the same weekday. */
  readonly group: number
}

/** How far a number lies from where others predict it, in standard errors of that prediction. */
export interface Prediction {
  readonly t: number
  /** Degrees of freedom of the t distribution that `t` has for normal numbers. */
  readonly dof: number
}

/**
 * How far does each number lie from the mean of the others of its group, in standard errors of predicting it from them?
 * The spread comes from all others about the means of their groups, and is not believed to be below their mean sampling
 * variance. A number that is measured less exactly than the others on average has so much variance more; one that is
 * measured more exactly gets no credit.
 *
 * @returns in the order given; null where the others cannot tell: none is of the group, or they are no more than groups.
 *   For normal numbers of one spread, t has Student's distribution; it is infinite where the others never varied
 * @example leaveOneOut([1, 2, 3, 4].map((value) => ({ value, variance: 0, group: 0 }))).at(-1) // { t: 1.732…, dof: 2 }
 */
export function leaveOneOut(numbers: readonly Measured[]): (Prediction | null)[] {
  const groups = groupsOf(numbers)
  const all = { squares: 0, sampling: 0 }
  for (const { value, variance, group } of numbers) {
    all.squares += (value - groups.get(group)!.mean) ** 2
    all.sampling += variance
  }
  return numbers.map((number) => {
    const group = groups.get(number.group)!
    const others = numbers.length - 1
    const dof = others - groups.size
    if (group.size === 1 || dof < 1) return null
    // What a number adds to its group's squares, and how far it lies from the mean of the others: both grow by n/(n−1).
    const grown = (number.value - group.mean) * (group.size / (group.size - 1))
    const squares = Math.max(0, all.squares - grown * (number.value - group.mean))
    const sampling = (all.sampling - number.variance) / others
    const spread = Math.max(squares / dof, sampling)
    const variance = spread * (1 + 1 / (group.size - 1)) + Math.max(0, number.variance - sampling)
    return { t: grown === 0 ? 0 : grown / Math.sqrt(variance), dof }
  })
}

function groupsOf(numbers: readonly Measured[]): Map<number, { mean: number; size: number }> {
  const groups = new Map<number, { mean: number; size: number }>()
  for (const { value, group } of numbers) {
    const own = groups.get(group) ?? { mean: 0, size: 0 }
    own.size += 1
    own.mean += (value - own.mean) / own.size
    groups.set(group, own)
  }
  return groups
}
