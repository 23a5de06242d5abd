import { compareCategorical } from '../../drift/compare-categorical.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import { NO_GAPS } from '../../drift/gaps.ts'
import { categoricalDependence, type FeatureRows, numericDependence } from '../../drift/hanging-together.ts'
import { EVERY_VALUE, EVERYTHING, type Summary } from '../../drift/summary.ts'
import { thinningFor } from '../../stats/dependence.ts'
import { unitSpread } from '../../stats/design-effect.ts'
import { seededRandom } from '../../stats/random.ts'
import { drawNormal } from './draws.ts'
import { type CalibrationRow, mostAlarms } from './row.ts'

const LEVEL = 0.05
const TRIALS = 2000

/** What a request is like: its user's habit and its own chance together, with a correlation between requests of one user. */
interface UserFeature {
  readonly name: string
  readonly type: Summary['type']
  /** One user: gives a request after the other. */
  user(random: () => number, correlation: number): () => number
}

const NUMBERS: UserFeature = {
  name: 'normal numbers',
  type: 'numeric',
  user(random, correlation) {
    const habit = Math.sqrt(correlation) * drawNormal(random)
    return () => habit + Math.sqrt(1 - correlation) * drawNormal(random)
  },
}

const COUNTS: UserFeature = {
  ...NUMBERS,
  name: 'whole numbers from −6 to 6',
  user(random, correlation) {
    const next = NUMBERS.user(random, correlation)
    return () => Math.round(1.5 * next())
  },
}

const SPREADS: UserFeature = {
  ...NUMBERS,
  name: 'numbers, users differ in spread',
  user(random, correlation) {
    const spread = Math.exp(2 * correlation * drawNormal(random))
    return () => spread * drawNormal(random)
  },
}

/** Zipf's shares; a user asks for a favourite with the root of the correlation, else for any. */
function categories(count: number): UserFeature {
  const draw = (random: () => number) =>
    Math.min(count, Math.floor(Math.exp(random() * Math.log(count + 1)))) - 1
  return {
    name: `${count.toLocaleString('en')} categories`,
    type: 'categorical',
    user(random, correlation) {
      const favourite = draw(random)
      return () => (random() < Math.sqrt(correlation) ? favourite : draw(random))
    },
  }
}

interface Users {
  readonly feature: UserFeature
  readonly users: number
  /** Requests of a user on average: as many with each, or, where `uneven`, few with most and many with some. */
  readonly requests: number
  readonly uneven: boolean
  readonly correlation: number
  readonly cases: number
  /** How many cases share a group; 1: none. */
  readonly group: number
}

const FEW = { users: 30, requests: 10, uneven: true, correlation: 0.5, cases: 300, group: 1 }
const SOME = { users: 200, requests: 5, uneven: true, correlation: 0.3, cases: 300, group: 1 }
const MANY = { users: 2000, requests: 5, uneven: true, correlation: 0.5, cases: 1000, group: 1 }

const ROWS: readonly Users[] = [
  { feature: NUMBERS, ...FEW, correlation: 0 },
  { feature: NUMBERS, ...FEW },
  { feature: NUMBERS, ...FEW, uneven: false, correlation: 1 },
  { feature: NUMBERS, ...SOME },
  { feature: NUMBERS, ...SOME, cases: 60 },
  { feature: NUMBERS, ...SOME, group: 5 },
  { feature: NUMBERS, ...MANY },
  { feature: COUNTS, ...FEW },
  { feature: COUNTS, ...SOME },
  { feature: SPREADS, ...FEW },
  { feature: SPREADS, ...SOME },
  { feature: categories(2), ...FEW },
  { feature: categories(2), ...SOME, group: 5 },
  { feature: categories(2), ...MANY },
  { feature: categories(10), ...FEW },
  { feature: categories(10), ...SOME },
  { feature: categories(10), ...MANY },
  { feature: categories(1000), ...FEW },
  { feature: categories(1000), ...SOME },
]

/**
 * How often a check of live traffic against the offline cases has p ≤ 5 % with nothing wrong, where requests of one user
 * and cases of one group are alike; and how often it would have if all counted as independent.
 */
export function userRows(trials = TRIALS): CalibrationRow[] {
  return ROWS.map((users) => ({
    labels: labelsOf(users),
    trials,
    promise: { atMost: mostAlarms(trials, LEVEL) },
    run: (seed) => {
      // Every fifth night is judged both ways: what is not promised need not be known as exactly.
      const nights = Array.from({ length: 5 }, (_, i) => night(users, `${seed} ${i}`, i === 0))
      const alarms = nights.filter(({ together }) => together).length
      return { alarms, beside: 5 * Number(nights[0]!.alone), trials: 5 }
    },
  }))
}

function labelsOf({ feature, users, requests, uneven, correlation, cases, group }: Users): string[] {
  const each = uneven ? `1 to ${(4 * requests).toLocaleString('en')}` : `${requests}`
  return [
    feature.name,
    `${users.toLocaleString('en')} users of ${each} requests`,
    `${correlation}`,
    group === 1 ? `${cases}` : `${cases}, in groups of ${group}`,
  ]
}

function night(row: Users, seed: string, isBoth: boolean) {
  const random = seededRandom(seed)
  const { feature, cases, group, correlation } = row
  const live = drawn(feature, { random, correlation, sizes: sizesOf(row, random) })
  const groups = new Array<number>(cases / group).fill(group)
  const offline = drawn(feature, { random, correlation, sizes: groups })
  const sides = [offline, live].map((rows) => summaryOf(feature, rows))
  const thinning = {
    reference: thinningOf(feature, offline),
    current: thinningOf(feature, live),
  }
  const p = (more: object) => pValueOf(sides, { seed, ...more })
  return { alone: isBoth && p({}) <= LEVEL, together: p({ thinning }) <= LEVEL }
}

/** Exponential sizes, as users have, cut at four times their mean. */
function sizesOf({ users, requests, uneven }: Users, random: () => number): number[] {
  return Array.from({ length: users }, () =>
    uneven ? 1 + Math.min(4 * requests - 1, Math.floor(-Math.log(1 - random()) * (requests - 1))) : requests,
  )
}

function drawn(
  feature: UserFeature,
  {
    random,
    correlation,
    sizes,
  }: { readonly random: () => number; readonly correlation: number; readonly sizes: readonly number[] },
): FeatureRows {
  const values: number[] = []
  const units: number[] = []
  sizes.forEach((size, unit) => {
    const next = feature.user(random, correlation)
    for (let i = 0; i < size; i += 1) {
      values.push(next())
      units.push(unit)
    }
  })
  const weights = new Float64Array(values.length).fill(1)
  return { values: Float64Array.from(values), units: Uint32Array.from(units), weights }
}

function thinningOf({ type }: UserFeature, rows: FeatureRows): number {
  const all = unitSpread(rows)
  const dependence = type === 'numeric' ? numericDependence(rows, all) : categoricalDependence(rows, all)
  return thinningFor(dependence, 1 - LEVEL)
}

function summaryOf({ type }: UserFeature, { values }: FeatureRows): Summary {
  const counted = new Map<number, number>()
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1)
  const distinct = [...counted.keys()].sort((a, b) => a - b)
  const counts = Float64Array.from(distinct, (value) => counted.get(value)!)
  const subject = { feature: 'x', slice: EVERYTHING, counts, missing: 0 }
  if (type === 'categorical')
    return { type, ...subject, categories: distinct.map((value) => String(value).padStart(4, '0')) }
  return {
    type,
    ...subject,
    grid: EVERY_VALUE,
    gaps: NO_GAPS,
    infinite: 0,
    values: Float64Array.from(distinct),
  }
}

function pValueOf([reference, current]: readonly Summary[], more: { readonly seed: string }): number {
  const options = { family: 'live-against-offline', check: 'x', level: 1 - LEVEL, ...more } as const
  if (reference?.type === 'numeric' && current?.type === 'numeric')
    return compareNumeric(reference, current, options).pValue ?? 1
  if (reference?.type === 'categorical' && current?.type === 'categorical')
    return compareCategorical(reference, current, options).pValue ?? 1
  throw new TypeError('A feature is numeric or categorical on both sides.')
}
