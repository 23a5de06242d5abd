import { normalQuantile } from './normal.ts'
import { type Points, pointCount } from './points.ts'

export interface FourierOptions {
  /** At this distance the kernel has fallen to exp(−1/2). */
  readonly bandwidth: number
  /** How many waves; the error of a kernel value is about 1 / √(2 · waves). */
  readonly waves: number
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number
}

/**
 * Points whose dot products are about the values of a Gaussian kernel, exp(−distance² / (2 · bandwidth²)): the cosine and
 * the sine of each of some random waves. What would take a kernel value for each two points then takes sums over points.
 *
 * @returns a point a point, of 2 · waves dimensions, at distance 1 from the origin
 * @see Rahimi & Recht 2007, "Random features for large-scale kernel machines". Cost: O(points · dimensions · waves)
 */
export function fourierFeatures(points: Points, { bandwidth, waves, random }: FourierOptions): Points {
  const { dimensions, values } = points
  const count = pointCount(points)
  const numbers = () => normalQuantile(Math.max(random(), 2 ** -33)) / bandwidth
  const frequencies = Float64Array.from({ length: waves * dimensions }, numbers)
  const features = new Float64Array(count * 2 * waves)
  const size = 1 / Math.sqrt(waves)
  for (let point = 0; point < count; point += 1) {
    for (let wave = 0; wave < waves; wave += 1) {
      let angle = 0
      for (let k = 0; k < dimensions; k += 1)
        angle += frequencies[wave * dimensions + k]! * values[point * dimensions + k]!
      const at = point * 2 * waves + 2 * wave
      features[at] = size * Math.cos(angle)
      features[at + 1] = size * Math.sin(angle)
    }
  }
  return { dimensions: 2 * waves, values: features }
}
