import { seededRandom } from '../../stats/random.ts'
import { ALARMS_PER_YEAR, Chain } from './chain.ts'
import { categories, DISCRETE, type FeatureModel, NORMAL, ZERO_INFLATED } from './feature-model.ts'
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
import { judgeRecent, judgeSlow } from './verdicts.ts'

/** What a simulated year with nothing wrong raised. */
export interface QuietYears {
  readonly labels: readonly string[]
  readonly years: number
  /** A year, on average: nights with a small p-value in live against recent nights, and nights with a finding. */
  readonly recent: { readonly significant: number; readonly findings: number }
  /** Checks whose evidence of slow drift grew large enough, and those that became findings. */
  readonly slow: { readonly significant: number; readonly findings: number }
  /** Whether the shares of the alarms that are acceptable are kept, within three standard errors; null: not promised. */
  readonly kept: boolean | null
}

interface Year {
  readonly traffic: TrafficModel
  readonly between: number
  readonly requests: string
  readonly sizeOf: SizeModel
  readonly isPromised: boolean
}

const SAME = { requests: '2,000', sizeOf: sized(2000) }
const UNLIKE = { requests: '30 to 1,000,000', sizeOf: UNEQUAL }

const YEARS: readonly Year[] = [
  { traffic: ORDINARY, between: 0.05, isPromised: true, ...SAME },
  { traffic: ORDINARY, between: 0.2, isPromised: true, ...SAME },
  { traffic: ORDINARY, between: 0.05, isPromised: true, ...UNLIKE },
  { traffic: WEEKLY, between: 0.05, isPromised: true, ...SAME },
  { traffic: SKEWED_NIGHTS, between: 0.1, isPromised: false, ...SAME },
  { traffic: HEAVY, between: 0.1, isPromised: false, ...SAME },
  { traffic: AUTOCORRELATED, between: 0.1, isPromised: false, ...SAME },
]

const NIGHTS = 365
const FIRST_JUDGED = 7
const CHECKS = 60

/** Sixty features of different kinds, each with nights of its own. */
const FEATURES: readonly FeatureModel[] = Array.from(
  { length: CHECKS },
  (_, i) => [NORMAL, NORMAL, ZERO_INFLATED, DISCRETE, categories(2), categories(10)][i % 6]!,
)

/** A year of a new lake with 60 checks at the default settings, so many times. */
export function yearRows(years: number): { readonly labels: readonly string[]; run(): QuietYears }[] {
  return YEARS.map((year) => ({ labels: labelsOf(year), run: () => simulate(year, years) }))
}

function labelsOf({ traffic, between, requests }: Year): string[] {
  return [traffic.name, `${between}`, requests]
}

function simulate(year: Year, years: number): QuietYears {
  const { traffic, between, requests, isPromised } = year
  const sum = { recent: { significant: 0, findings: 0 }, slow: { significant: 0, findings: 0 } }
  for (let i = 0; i < years; i += 1) addYear(sum, year, `${traffic.name} ${between} ${requests} ${i}`)
  const mean = (counts: typeof sum.recent) => ({
    significant: counts.significant / years,
    findings: counts.findings / years,
  })
  const all = sum.recent.significant + sum.slow.significant
  const most = 0.5 * ALARMS_PER_YEAR * years
  return {
    labels: labelsOf(year),
    years,
    recent: mean(sum.recent),
    slow: mean(sum.slow),
    kept: isPromised ? all <= most + 3 * Math.sqrt(most) : null,
  }
}

function addYear(
  sum: Pick<QuietYears, 'recent' | 'slow'> & { recent: Counts; slow: Counts },
  { traffic, between, sizeOf }: Year,
  seed: string,
): void {
  const random = seededRandom(seed)
  const moved = FEATURES.map(() => traffic.sequence(random))
  const chain = new Chain()
  const drifted = { significant: new Set<number>(), findings: new Set<number>() }
  for (let at = 0; at < NIGHTS + FIRST_JUDGED; at += 1) {
    const n = sizeOf(random)
    const served = FEATURES.map((feature, i) =>
      feature.summarise(`${i}`, { n, shift: between * moved[i]!(at), wobble: between, random }),
    )
    const checks = chain.next(served)
    const recent = judgeRecent(checks)
    if (recent.some(({ isSignificant }) => isSignificant)) sum.recent.significant += 1
    if (recent.some(({ isFinding }) => isFinding)) sum.recent.findings += 1
    checks.forEach((check, i) => {
      const slow = judgeSlow(check, CHECKS)
      if (slow.isSignificant) drifted.significant.add(i)
      if (slow.isFinding) drifted.findings.add(i)
    })
  }
  sum.slow.significant += drifted.significant.size
  sum.slow.findings += drifted.findings.size
}

interface Counts {
  significant: number
  findings: number
}
