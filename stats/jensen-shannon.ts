import { total } from './two-samples.ts'

/**
 * The Jensen–Shannon distance in base 2: the square root of the mean divergence from the mixture, in [0, 1].
 * `scipy.spatial.distance.jensenshannon(base=2)`. Symmetric; 1 when no category is shared.
 *
 * @param reference counts, with a positive sum; `current` likewise, over the same categories
 * @example jensenShannonDistance(Float64Array.of(50, 30, 20), Float64Array.of(40, 35, 25)) // 0.08609435336652028
 */
export function jensenShannonDistance(reference: Float64Array, current: Float64Array): number {
  const n = total(reference)
  const m = total(current)
  let sum = 0
  for (let i = 0; i < reference.length; i += 1) {
    const r = reference[i]! / n
    const c = current[i]! / m
    const mixture = (r + c) / 2
    sum += relativeEntropy(r, mixture) + relativeEntropy(c, mixture)
  }
  return Math.sqrt(Math.min(1, Math.max(0, sum / (2 * Math.LN2))))
}

function relativeEntropy(share: number, mixture: number): number {
  if (share === 0) return 0
  // Near 1 the logarithm of the ratio would lose what makes two close distributions differ.
  return share * (share > mixture / 2 ? Math.log1p((share - mixture) / mixture) : Math.log(share / mixture))
}
