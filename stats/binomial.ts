import { logChoose } from './log-factorial.ts'

/** So far from its mean, in standard deviations, that nothing is left: 1e-15 on each side. */
const FAR = 8

/** Numbers that are worth looking at, each with its probability. */
export interface BinomialMass {
  readonly first: number
  readonly masses: Float64Array
}

/**
 * How likely is each number of successes? Those beyond eight standard deviations are left out.
 *
 * @param n trials, a whole number
 * @param share of success, in [0, 1]
 * @example binomialMass(2, 0.5) // { first: 0, masses: [0.25, 0.5, 0.25] }
 */
export function binomialMass(n: number, share: number): BinomialMass {
  if (share <= 0) return { first: 0, masses: Float64Array.of(1) }
  if (share >= 1) return { first: n, masses: Float64Array.of(1) }
  const reach = FAR * Math.sqrt(n * share * (1 - share)) + FAR
  const first = Math.max(0, Math.floor(n * share - reach))
  const last = Math.min(n, Math.ceil(n * share + reach))
  const [yes, no] = [Math.log(share), Math.log1p(-share)]
  const masses = Float64Array.from({ length: last - first + 1 }, (_, place) => {
    const k = first + place
    return Math.exp(logChoose(n, k) + k * yes + (n - k) * no)
  })
  return { first, masses }
}

/**
 * How likely are at least k successes? SciPy's `binom.sf(k − 1, n, share)`, to about 1e-15 in absolute terms.
 *
 * @example binomialAtLeast(3, { n: 4, share: 0.5 }) // 0.3125
 */
export function binomialAtLeast(
  k: number,
  { n, share }: { readonly n: number; readonly share: number },
): number {
  if (k <= 0) return 1
  const { first, masses } = binomialMass(n, share)
  let tail = 0
  for (let place = masses.length - 1; place >= Math.max(0, k - first); place -= 1) tail += masses[place]!
  return Math.min(1, tail)
}
