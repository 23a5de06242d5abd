import { seededRandom } from '../../stats/random.ts'
import { Chain } from './chain.ts'
import {
  categories,
  DISCRETE,
  type FeatureModel,
  NORMAL,
  ofUsers,
  SKEWED_NUMBERS,
  ZERO_INFLATED,
} from './feature-model.ts'
import { type CalibrationRow, mostAlarms } from './row.ts'
import {
  AUTOCORRELATED,
  HEAVY,
  ORDINARY,
  type SizeModel,
  SKEWED_NIGHTS,
  sized,
  type TrafficModel,
  UNEQUAL,
  WEEKLY,
} from './traffic-model.ts'

/** Nights of one feature with nothing wrong. */
export interface QuietNights {
  readonly feature: FeatureModel
  readonly traffic: TrafficModel
  readonly sizes: string
  readonly sizeOf: SizeModel
  /** The deviation between nights, in record deviations. */
  readonly between: number
}

const LEVEL = 0.05
const TRIALS = 2000

/** Ranks begin with the 77th night; a lake of 170 nights has seen each weekday 13 times in the last 92 days. */
const YOUNG = { from: 7, to: 76 }
const OLD = { from: 92, to: 170 }

/** How often a check that stands alone alarms at 5 % with nothing wrong, whatever its effect. */
export function quietRows(trials = TRIALS): CalibrationRow[] {
  return QUIET.flatMap((quiet) => [
    row(quiet, { trials, nights: YOUNG, how: 't-prediction' }),
    row(quiet, { trials, nights: OLD, how: 'ranks' }),
  ])
}

const MANY = { sizes: '1,000', sizeOf: sized(1000) }
const ANY_SIZE = { sizes: '30 to 1,000,000', sizeOf: UNEQUAL }

/** The kinds of nights with nothing wrong that are simulated. */
export const QUIET: readonly QuietNights[] = [
  { feature: NORMAL, traffic: ORDINARY, between: 0, ...MANY },
  { feature: NORMAL, traffic: ORDINARY, between: 0.05, ...MANY },
  { feature: NORMAL, traffic: ORDINARY, between: 0.05, sizes: '30', sizeOf: sized(30) },
  { feature: NORMAL, traffic: ORDINARY, between: 0.05, sizes: '1,000,000', sizeOf: sized(1_000_000) },
  { feature: NORMAL, traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: NORMAL, traffic: ORDINARY, between: 0, ...ANY_SIZE },
  {
    feature: NORMAL,
    traffic: ORDINARY,
    between: 0.05,
    sizes: '30 to 10,000',
    sizeOf: (random) => Math.round(30 * (10_000 / 30) ** random()),
  },
  { feature: SKEWED_NUMBERS, traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: DISCRETE, traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: ZERO_INFLATED, traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: ofUsers(NORMAL, 10), traffic: ORDINARY, between: 0.05, ...MANY },
  {
    feature: ofUsers(NORMAL, 10),
    traffic: ORDINARY,
    between: 0.05,
    sizes: '300 to 1,000,000',
    sizeOf: (random) => Math.max(300, UNEQUAL(random)),
  },
  { feature: categories(2), traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: categories(10), traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: categories(100), traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: categories(1000), traffic: ORDINARY, between: 0.05, ...ANY_SIZE },
  { feature: categories(1000), traffic: ORDINARY, between: 0.05, sizes: '300', sizeOf: sized(300) },
  { feature: NORMAL, traffic: WEEKLY, between: 0.05, ...MANY },
  { feature: NORMAL, traffic: SKEWED_NIGHTS, between: 0.1, ...MANY },
  { feature: NORMAL, traffic: HEAVY, between: 0.1, ...MANY },
  { feature: NORMAL, traffic: AUTOCORRELATED, between: 0.1, ...MANY },
]

/** Outside of what t-prediction promises, and of what ranks do. */
const SHAPED = new Set([SKEWED_NIGHTS, HEAVY, AUTOCORRELATED])

function row(
  quiet: QuietNights,
  { trials, nights, how }: { readonly trials: number; readonly nights: typeof YOUNG; readonly how: string },
): CalibrationRow {
  const { feature, traffic, sizes, between } = quiet
  const isPromised = !SHAPED.has(traffic) || (how === 'ranks' && traffic !== AUTOCORRELATED)
  return {
    labels: [feature.name, `${traffic.name}, deviation ${between}`, sizes, how],
    trials,
    run: (seed) => ({ alarms: alarmsOf(quiet, nights, seed), trials: nights.to - nights.from }),
    promise: isPromised ? { atMost: mostAlarms(trials, LEVEL) } : null,
  }
}

/** One lake from its first night on. */
function alarmsOf(quiet: QuietNights, { from, to }: typeof YOUNG, seed: string): number {
  const random = seededRandom(seed)
  const moved = quiet.traffic.sequence(random)
  const chain = new Chain()
  let alarms = 0
  for (let at = 0; at < to; at += 1) {
    const shift = quiet.between * moved(at)
    const night = { n: quiet.sizeOf(random), shift, wobble: quiet.between, random }
    const [check] = chain.next([quiet.feature.summarise('x', night)])
    const p = check?.test.jointPValue ?? check?.test.pValue ?? 1
    if (at >= from && p <= LEVEL) alarms += 1
  }
  return alarms
}
