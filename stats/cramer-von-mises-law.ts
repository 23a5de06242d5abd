const NODES = 256

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
