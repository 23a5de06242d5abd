import { clusterDraws } from './clusters.ts'
import { type FourierOptions, fourierFeatures } from './fourier-features.ts'
import {
  discrepancySpread,
  type GroupedFeatures,
  groupedFeatures,
  squaredDiscrepancy,
} from './grouped-features.ts'
import { type PermutationTest, permutationTest } from './permutation-test.ts'
import type { Points } from './points.ts'
import type { Sides } from './sides.ts'
import { typicalDistance } from './typical-distance.ts'

/** Bandwidths as shares of the typical distance: in many dimensions a group that is a small part lies closer together. */
const BANDWIDTHS = [0.125, 0.25, 0.5]

/** Of each kernel; 32 random waves give its values to about 0.12, and the p-value is exact for any number. */
const WAVES = 32

/** 999 where 99 leave it open. */
const STAGES = [99, 999]

/** A permutation test, with the discrepancy at the bandwidth that showed it most. */
export interface DiscrepancyTest extends PermutationTest {
  /** Unbiased, so about 0, or below, when nothing differs; at most 2. */
  readonly squaredDiscrepancy: number
}

/**
 * Do the points of two sides come from one distribution? The maximum mean discrepancy with Gaussian kernels of three
 * bandwidths: how much nearer points of one side are to each other than to those of the other, as kernels see it. Of the
 * three the largest in units of its own spread counts, held against random relabellings of whole units; kernels and
 * spreads do not look at the sides, so the test is exact for exchangeable units.
 *
 * @param sides   at least two units a side
 * @param random  uniform in [0, 1), seeded
 * @see Gretton et al. 2012, "A kernel two-sample test", unbiased; Schrab et al. 2023, "MMD aggregated two-sample test",
 *   for several bandwidths; kernels by random Fourier features (Zhao & Meng 2015, "FastMMD")
 */
export function meanDiscrepancyTest(points: Points, sides: Sides, random: () => number): DiscrepancyTest {
  const scale = typicalDistance(points, random)
  const kernels = BANDWIDTHS.map((share) =>
    kernelOf({ bandwidth: share * scale, waves: WAVES, random }, points, sides),
  )
  const all = sides.isCurrent.length
  const smaller = smallerSide(sides)
  const observed = mostOf(kernels, smaller)
  const draws = clusterDraws({ all, size: smaller.length }, random)
  const test = permutationTest(observed.standardised, () => mostOf(kernels, draws()).standardised, STAGES)
  return { ...test, squaredDiscrepancy: observed.squared }
}

/** A kernel's features, and the scale of its discrepancy. */
interface Kernel {
  readonly grouped: GroupedFeatures
  readonly spread: number
}

function kernelOf(options: FourierOptions, points: Points, sides: Sides): Kernel {
  const grouped = groupedFeatures(fourierFeatures(points, options), sides)
  return { grouped, spread: discrepancySpread(grouped) }
}

/** Which of both it is does not matter: the discrepancy is symmetric. */
function smallerSide({ isCurrent }: Sides): Uint32Array {
  const unitsOf = (label: number) =>
    Uint32Array.from([...isCurrent.keys()].filter((unit) => isCurrent[unit] === label))
  const [reference, current] = [unitsOf(0), unitsOf(1)]
  return current.length <= reference.length ? current : reference
}

/** Of the kernels the one that shows most. */
function mostOf(kernels: readonly Kernel[], drawn: Uint32Array) {
  let most = { standardised: Number.NEGATIVE_INFINITY, squared: 0 }
  for (const { grouped, spread } of kernels) {
    const squared = squaredDiscrepancy(grouped, drawn)
    const standardised = spread === 0 ? 0 : squared / spread
    if (standardised > most.standardised) most = { standardised, squared }
  }
  return most
}
