import type { Urn } from './hypergeometric.ts'
import { logChoose } from './log-factorial.ts'

/**
 * How likely are so many marked ones, or more, among those drawn? The tail of Fisher's exact test, for each number.
 *
 * @returns P(at least j marked) at place j, for j from 0 to the most there can be; 1 at 0
 * @example hypergeometricTails({ population: 4, marked: 2, draws: 2 }) // [1, 5/6, 1/6]
 * @see SciPy's hypergeom.sf(j − 1, population, marked, draws)
 */
export function hypergeometricTails({ population, marked, draws }: Urn): Float64Array {
  const most = Math.min(marked, draws)
  const least = Math.max(0, marked + draws - population)
  const tails = new Float64Array(most + 1).fill(1)
  const all = logChoose(population, draws)
  let tail = 0
  // From the far end, so that small numbers are added up before large ones.
  for (let j = most; j > least; j -= 1) {
    tail += Math.exp(logChoose(marked, j) + logChoose(population - marked, draws - j) - all)
    tails[j] = Math.min(1, tail)
  }
  return tails
}
