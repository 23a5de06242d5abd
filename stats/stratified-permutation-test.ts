import { logChoose } from './log-factorial.ts'

/** Successes of two sides in one stratum. Whole numbers. */
export interface Stratum {
  readonly first: { readonly successes: number; readonly trials: number }
  readonly second: { readonly successes: number; readonly trials: number }
}

/**
 * Is the first side better, stratum by stratum? One-sided and exact: the share of all ways to deal the outcomes of each
 * stratum anew to its two sides in which the first has at least as many successes in all. The exact conditional test of
 * Cochran, Mantel and Haenszel; R's `mantelhaen.test(exact = TRUE, alternative = "greater")`.
 *
 * @returns in (0, 1]; 1 without a stratum
 * @example stratifiedPermutationTest([{ first: { successes: 5, trials: 5 }, second: { successes: 0, trials: 5 } }]) // 1/252
 */
export function stratifiedPermutationTest(strata: readonly Stratum[]): number {
  let observed = 0
  // Of the sum over strata, from the least it can be: the probability of each number above that.
  let masses = Float64Array.of(1)
  for (const stratum of strata) {
    const { least, own } = massesOf(stratum)
    observed += stratum.first.successes - least
    masses = convolved(masses, own)
  }
  let tail = 0
  for (let place = masses.length - 1; place >= observed; place -= 1) tail += masses[place]!
  return Math.min(1, tail)
}

/** Hypergeometric: how many of the stratum's successes the first side gets. */
function massesOf({ first, second }: Stratum): { readonly least: number; readonly own: Float64Array } {
  const [trials, marked] = [first.trials + second.trials, first.successes + second.successes]
  const least = Math.max(0, marked - second.trials)
  const most = Math.min(marked, first.trials)
  const all = logChoose(trials, first.trials)
  const own = Float64Array.from({ length: most - least + 1 }, (_, place) =>
    Math.exp(
      logChoose(marked, least + place) + logChoose(trials - marked, first.trials - least - place) - all,
    ),
  )
  return { least, own }
}

function convolved(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(a.length + b.length - 1)
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      sum[i + j]! += x * y
    })
  })
  return sum
}
