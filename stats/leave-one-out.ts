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
 * variance. A number that is measured less exactly than the others on average has so much variance more, or a multiple
 * of it where the others show that theirs is too small (rows that hang together); one that is measured more exactly gets
 * no credit.
 *
 * @returns in the order given; null where the others cannot tell: none is of the group, or they are no more than groups.
 *   For normal numbers of one spread, t has Student's distribution; it is infinite where the others never varied
 * @example leaveOneOut([1, 2, 3, 4].map((value) => ({ value, variance: 0, group: 0 }))).at(-1) // { t: 1.732…, dof: 2 }
 */
export function leaveOneOut(numbers: readonly Measured[]): (Prediction | null)[] {
  const groups = groupsOf(numbers)
  const sums = sumsOf(numbers, groups)
  return numbers.map((number) => {
    const group = groups.get(number.group)!
    const others = numbers.length - 1
    const dof = others - groups.size
    if (group.size === 1 || dof < 1) return null
    const distance = number.value - group.mean
    // What a number adds to its group's squares, and how far it lies from the mean of the others: both grow by n/(n−1).
    const grown = distance * (group.size / (group.size - 1))
    const squares = Math.max(0, sums.squares - grown * distance)
    const sampling = (sums.variance - number.variance) / others
    const spread = Math.max(squares / dof, sampling)
    const more = Math.max(0, number.variance - sampling)
    const noise = more === 0 ? 0 : more * noiseOf(number.variance, { sums, own: distance ** 2, others })
    const variance = spread * (1 + 1 / (group.size - 1)) + noise
    return { t: grown === 0 ? 0 : grown / Math.sqrt(variance), dof }
  })
}

/** Over all numbers: of their squared distances from the mean of their group, of their variances, and of products. */
interface Sums {
  squares: number
  variance: number
  variances: number
  products: number
}

function sumsOf(numbers: readonly Measured[], groups: ReturnType<typeof groupsOf>): Sums {
  const sums = { squares: 0, variance: 0, variances: 0, products: 0 }
  for (const { value, variance, group } of numbers) {
    const square = (value - groups.get(group)!.mean) ** 2
    sums.squares += square
    sums.variance += variance
    sums.variances += variance ** 2
    sums.products += variance * square
  }
  return sums
}

/**
 * How many times its sampling variance does a number vary? The slope of the others' squared distances over their
 * variances, at least 1. It is believed as far as theirs differ, compared with how far this number's is from them.
 */
function noiseOf(
  variance: number,
  { sums, own, others }: { readonly sums: Sums; readonly own: number; readonly others: number },
): number {
  const mean = (sums.variance - variance) / others
  const products = sums.products - variance * own - mean * (sums.squares - own)
  const differ = sums.variances - variance ** 2 - others * mean ** 2
  return Math.max(1, products / (differ + (variance - mean) ** 2))
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
