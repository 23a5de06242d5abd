import { type TwoSamples, total } from './two-samples.ts'

const NODES = 256

/**
 * How far apart are two distribution functions, squared and averaged over all observations?
 * The two-sample Cramér–von Mises criterion T with midranks for ties (Anderson 1962; Conover 1999), and its p-value
 * by the limit law after matching mean and variance: `scipy.stats.cramervonmises_2samp(method='asymptotic')`.
 *
 * @param samples both sides with at least two observations
 * @example cramerVonMises(alignSamples([1, 2, 3, 4, 5], [2, 3, 4, 5, 6])) // {statistic: 0.09, pValue: 0.7690213700187593}
 */
export function cramerVonMises(samples: TwoSamples): { readonly statistic: number; readonly pValue: number } {
  const n = total(samples.reference)
  const m = total(samples.current)
  const pairs = n * m
  const size = n + m
  // In this order of operations, which SciPy has, the rounding left by the subtraction is the same as there.
  const u =
    n * rankGaps(samples.reference, samples.current) + m * rankGaps(samples.current, samples.reference)
  const statistic = u / (pairs * size) - (4 * pairs - 1) / (6 * size)
  const mean = (1 + 1 / size) / 6
  const variance =
    ((size + 1) * (4 * pairs * size - 3 * (n * n + m * m) - 2 * pairs)) / (45 * size * size * 4 * pairs)
  return { statistic, pValue: cramerVonMisesSurvival(1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)) }
}

/**
 * The probability that the limit of the Cramér–von Mises criterion, Σ Z²/(jπ)², exceeds x.
 * Smirnov's integrals over [(2k − 1)π, 2kπ], by Gauss–Chebyshev, which takes up the square roots at both ends:
 * exact in the tail, where one minus a distribution function would be noise.
 *
 * @example cramerVonMisesSurvival(0.46136) // 0.05
 */
export function cramerVonMisesSurvival(x: number): number {
  if (x < 0.003) return 1
  let sum = 0
  for (let k = 1; k <= 60; k += 1) {
    const piece = smirnovIntegral(x, (2 * k - 1) * Math.PI)
    sum += k % 2 === 1 ? piece : -piece
    if (piece <= sum * 1e-17) break
  }
  return Math.min(1, Math.max(0, sum / Math.PI))
}

function smirnovIntegral(x: number, from: number): number {
  let sum = 0
  for (let node = 0; node < NODES; node += 1) {
    const offset = (Math.PI / 2) * (1 - Math.cos(((node + 0.5) * Math.PI) / NODES))
    const point = from + offset
    const ends = Math.sqrt((offset * (Math.PI - offset)) / Math.sin(offset))
    sum += (ends * 2 * Math.exp((-x * point * point) / 2)) / Math.sqrt(point)
  }
  return (sum * Math.PI) / NODES
}

/** Σ (midrank in the pooled sample − rank in its own sample)² over one side's observations. */
function rankGaps(own: Float64Array, other: Float64Array): number {
  let sum = 0
  let below = 0
  for (let i = 0; i < own.length; i += 1) {
    const count = own[i]!
    const gap = below + other[i]! / 2
    sum += count * gap * gap + (count * (count * count - 1)) / 12
    below += other[i]!
  }
  return sum
}
