/** Numbers that were measured with errors of their own, in columns of one length. */
export interface Measured {
  readonly values: Float64Array
  /** The variance of the error of each: of a mean, the sampling variance. */
  readonly variances: Float64Array
  /** Numbers of one group share a mean: the same weekday. */
  readonly groups: Uint8Array
}

/** How far numbers lie from where the others predict them. */
export interface Predictions {
  /** In standard errors of the prediction; NaN where the others cannot tell. */
  readonly t: Float64Array
  /** Degrees of freedom of the t distribution that each has for normal numbers. */
  readonly dof: number
}

/**
 * How far does each number lie from the mean of the others of its group, in standard errors of predicting it from them?
 * The spread comes from all others about the means of their groups, and is not believed to be below their mean sampling
 * variance. A number that is measured less exactly than the others on average has so much variance more, or a multiple
 * of it where the others show that theirs is too small (rows that hang together); one that is measured more exactly gets
 * no credit.
 *
 * @returns in the order given; NaN where the others cannot tell: none is of the group, or they are no more than groups.
 *   For normal numbers of one spread, t has Student's distribution; it is infinite where the others never varied
 * @example leaveOneOut({values: Float64Array.of(1, 2, 3, 4), variances: new Float64Array(4), groups: new Uint8Array(4)}).t[3] // 1.732…
 */
export function leaveOneOut(numbers: Measured): Predictions {
  const { values, variances } = numbers
  const groups = groupsOf(numbers)
  const sums = sumsOf(numbers, groups)
  const others = values.length - 1
  const dof = others - groups.count
  const t = values.map((value, at) => {
    const size = groups.sizes[numbers.groups[at]!]!
    if (size === 1 || dof < 1) return Number.NaN
    const variance = variances[at]!
    const distance = value - groups.means[numbers.groups[at]!]!
    // What a number adds to its group's squares, and how far it lies from the mean of the others: both grow by n/(n−1).
    const grown = distance * (size / (size - 1))
    const squares = Math.max(0, sums.squares - grown * distance)
    const sampling = (sums.variance - variance) / others
    const spread = Math.max(squares / dof, sampling)
    const more = Math.max(0, variance - sampling)
    const noise = more === 0 ? 0 : more * noiseOf(variance, { sums, own: distance ** 2, others })
    return grown === 0 ? 0 : grown / Math.sqrt(spread * (1 + 1 / (size - 1)) + noise)
  })
  return { t, dof }
}

/** Over all numbers: of their squared distances from the mean of their group, of their variances, and of products. */
interface Sums {
  squares: number
  variance: number
  variances: number
  products: number
}

interface Groups {
  readonly means: Float64Array
  readonly sizes: Float64Array
  readonly count: number
}

function sumsOf({ values, variances, groups }: Measured, { means }: Groups): Sums {
  const sums = { squares: 0, variance: 0, variances: 0, products: 0 }
  for (let at = 0; at < values.length; at += 1) {
    const variance = variances[at]!
    const square = (values[at]! - means[groups[at]!]!) ** 2
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

function groupsOf({ values, groups }: Measured): Groups {
  const most = groups.reduce((last, group) => Math.max(last, group), 0)
  const [means, sizes] = [new Float64Array(most + 1), new Float64Array(most + 1)]
  let count = 0
  for (let at = 0; at < values.length; at += 1) {
    const group = groups[at]!
    if (sizes[group] === 0) count += 1
    sizes[group]! += 1
    means[group]! += (values[at]! - means[group]!) / sizes[group]!
  }
  return { means, sizes, count }
}
