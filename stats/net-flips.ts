import { binomialAtLeast, binomialMass } from './binomial.ts'

/**
 * Of n cases that may change sides between two runs, each with the same probability and either way alike: how likely do at
 * least so many more turn for the worse than for the better? What a rule on a difference of pass rates does with nothing
 * changed.
 *
 * @param least a whole number: losses − gains
 * @param flipRate the share of cases that change sides, in [0, 1]
 * @example netFlipsAtLeast(3, { n: 100, flipRate: 0.05 }) // 0.1272: a rule "more than 2 points" blocks so often
 */
export function netFlipsAtLeast(
  least: number,
  { n, flipRate }: { readonly n: number; readonly flipRate: number },
): number {
  const { first, masses } = binomialMass(n, flipRate)
  const total = masses.reduce((sum, mass, place) => {
    const flips = first + place
    return sum + mass * binomialAtLeast(Math.ceil((flips + least) / 2), { n: flips, share: 0.5 })
  }, 0)
  return Math.min(1, total)
}
