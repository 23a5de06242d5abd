import { NO_GAPS } from '../../drift/gaps.ts'
import { FIXED_GRID } from '../../drift/grid.ts'
import { EVERYTHING, type Summary } from '../../drift/summary.ts'
import { normalSurvival } from '../../stats/normal.ts'
import { drawCounts, drawNormal } from './draws.ts'

/** What one simulated night of a feature is like. */
export interface SimulatedNight {
  /** Its number of requests. */
  readonly n: number
  /** By how many record deviations it is moved. */
  readonly shift: number
  /** How much each category's weight wobbles by itself, as a standard deviation of its logarithm. */
  readonly wobble: number
  readonly random: () => number
}

/** A feature whose nights can be drawn as summaries, so that a million requests cost no more than a hundred. */
export interface FeatureModel {
  readonly name: string
  summarise(feature: string, night: SimulatedNight): Summary
}

/** The share below `at` when the whole is moved by `shift` deviations. */
type Cumulative = (at: number, shift: number) => number

const normalBelow = (z: number) => normalSurvival(-z)

/** Numbers on 65 places four deviations to both sides. */
const FINE = Array.from({ length: 65 }, (_, i) => (i - 32) / 8)
/** Two to the power of their own standard deviation: skewed to the right. */
const SKEWED = FINE.map((z) => FIXED_GRID.anchorAtOrBelow(2 ** z))
const COUNTS = Array.from({ length: 10 }, (_, i) => i)

export const NORMAL = numbers('normal numbers', FINE, (at, shift) => normalBelow(at + 1 / 16 - shift))

/** Moved by adding, so that its shape changes where it is short. */
export const SKEWED_NUMBERS = numbers('skewed numbers', SKEWED, (at, shift) =>
  at - shift <= 0 ? 0 : normalBelow(Math.log2(at - shift) + 1 / 16),
)

export const DISCRETE = numbers('counts from 0 to 9', COUNTS, (at, shift) => {
  const mean = 2 * Math.exp(0.7 * shift)
  let mass = Math.exp(-mean)
  let below = mass
  for (let k = 1; k <= at; k += 1) {
    mass *= mean / k
    below += mass
  }
  return below
})

export const ZERO_INFLATED = numbers('60 % zeros', [0, ...FINE.map((z) => z + 5)], (at, shift) =>
  at === 0 ? normalBelow(0.2533 - shift) : 0.6 + 0.4 * normalBelow(at - 5 + 1 / 16 - shift),
)

function numbers(name: string, values: readonly number[], below: Cumulative): FeatureModel {
  const sharesOf = rememberedByStep((shift) => {
    const sums = values.map((at, i) => (i === values.length - 1 ? 1 : below(at, shift)))
    return Float64Array.from(sums, (sum, i) => Math.max(0, sum - (sums[i - 1] ?? 0)))
  })
  return {
    name,
    summarise: (feature, { n, shift, random }) =>
      numericSummary(feature, values, drawCounts(n, sharesOf(shift), random)),
  }
}

/** Shifts in steps of a thousandth of a deviation have their shares computed once. */
function rememberedByStep(sharesOf: (shift: number) => Float64Array): (shift: number) => Float64Array {
  const known = new Map<number, Float64Array>()
  return (shift) => {
    const step = Math.round(1000 * shift)
    const shares = known.get(step) ?? sharesOf(step / 1000)
    known.set(step, shares)
    return shares
  }
}

/** Categories whose frequency falls with their rank (Zipf); a shift of 1 multiplies the largest one's weight by e. */
export function categories(count: number): FeatureModel {
  const names = Array.from({ length: count }, (_, i) => `category ${String(i).padStart(4, '0')}`)
  return {
    name: `${count.toLocaleString('en')} categories`,
    summarise: (feature, { n, shift, wobble, random }) => {
      const weights = names.map(
        (_, i) => Math.exp((i === 0 ? shift : 0) + wobble * drawNormal(random)) / (i + 1),
      )
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const counts = drawCounts(
        n,
        Float64Array.from(weights, (weight) => weight / total),
        random,
      )
      return { type: 'categorical', feature, slice: EVERYTHING, categories: names, counts, missing: 0 }
    },
  }
}

/** The same feature of users with so many requests each, which are all alike. */
export function ofUsers(model: FeatureModel, requests: number): FeatureModel {
  return {
    name: `${model.name}, users of ${requests} like requests`,
    summarise: (feature, night) => {
      const users = model.summarise(feature, { ...night, n: Math.max(1, Math.round(night.n / requests)) })
      return { ...users, counts: users.counts.map((count) => count * requests) }
    },
  }
}

/** Only values that were seen, as a night keeps them. */
function numericSummary(feature: string, values: readonly number[], counts: Float64Array): Summary {
  const seen = values.flatMap((value, i) => (counts[i]! > 0 ? [{ value, count: counts[i]! }] : []))
  return {
    ...{ type: 'numeric', feature, slice: EVERYTHING, grid: FIXED_GRID.name, gaps: NO_GAPS },
    ...{ missing: 0, infinite: 0 },
    values: Float64Array.from(seen, ({ value }) => value),
    counts: Float64Array.from(seen, ({ count }) => count),
  }
}
