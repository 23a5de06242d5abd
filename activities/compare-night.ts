import type { Comparison, Family, JudgedComparison } from '../drift/comparison.ts'
import type { Acceptance } from '../drift/decision.ts'
import { judge } from '../drift/judge.ts'
import { checksLevel, textLevel } from '../drift/levels.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { compareSuite } from './compare-suite.ts'
import { compareTraffic } from './compare-traffic.ts'
import { isCompared, publishFindings } from './compared-night.ts'
import { publishComparisons } from './comparisons-in-lake.ts'
import { decisionsOn } from './decisions-in-lake.ts'
import { nightFindings } from './night-findings.ts'
import type { Attempt, Ports } from './ports.ts'
import { redactComparison } from './redact-names.ts'

export interface CompareNightInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
  /** Whether the suite ran, and whether the traffic was loaded: what failed is left out, and said to be. */
  readonly suite: boolean
  readonly traffic: boolean
}

const FAMILIES: readonly Family[] = [
  'suite-against-baseline',
  'live-against-offline',
  'live-against-recent',
  'slow-drift',
]

/** Makes the night's comparisons, judges each family at its level, and decides the findings. */
export async function compareNight(
  input: CompareNightInput,
  ports: Ports,
  attempt: Attempt,
): Promise<{ readonly findings: number }> {
  const done = await isCompared(ports.lake, input.folder)
  if (done !== null) return { findings: done.findings.length }
  const suite = input.suite ? await compareSuite(input.folder, ports) : null
  attempt.heartbeat()
  const traffic = input.traffic ? await compareTraffic(input, ports) : null
  attempt.heartbeat()
  const { alarmsPerYear } = ports.project.config
  const decisions = await decisionsOn(ports.lake, input.night)
  const judged = judgeFamilies([...(suite?.comparisons ?? []), ...(traffic?.comparisons ?? [])], {
    alarmsPerYear,
    acceptances: decisions.acceptances,
    rankedAmong: traffic?.rankedAmong ?? 0,
  })
  const found = await nightFindings(judged, { input, suite, traffic, decisions }, ports)
  await publishComparisons(judged.map(redactComparison), input.folder, ports.lake)
  await publishFindings(ports.lake, input.folder, {
    ...found,
    missing: suite?.missing ?? [],
    coverage: traffic?.coverage ?? null,
    baseline: suite?.baseline ?? null,
    recentNights: traffic?.recentNights ?? [],
  })
  return { findings: found.findings.length }
}

/** Of a family's level, what the checks over everything get where there are slices too. */
const WHOLE_SHARE = 0.8

interface Judging {
  readonly alarmsPerYear: number
  readonly acceptances: readonly Acceptance[]
  readonly rankedAmong: number
}

/**
 * Judges each family at its level. Checks over everything, checks of slices and verdicts on texts are corrected apart,
 * each with its part of the level: many slices must not hide a drop that everything shows.
 */
function judgeFamilies(
  comparisons: readonly Comparison[],
  { alarmsPerYear, acceptances, rankedAmong }: Judging,
): JudgedComparison[] {
  return FAMILIES.flatMap((family) => {
    const all = comparisons.filter((comparison) => comparison.family === family)
    const texts = all.filter(({ type }) => type === 'text')
    const own = all.filter(({ type }) => type !== 'text')
    const whole = own.filter((comparison) => comparison.slice === EVERYTHING)
    const slices = own.filter((comparison) => comparison.slice !== EVERYTHING)
    const alpha = checksLevel(family, alarmsPerYear, rankedAmong)
    const share = slices.length === 0 ? 1 : WHOLE_SHARE
    // An eval set is never a random draw of traffic: against it the whole gap must be large, not only its estimate.
    const wholeInterval = family === 'live-against-offline'
    return [
      ...judge(whole, { alpha: alpha * share, wholeInterval, acceptances }),
      ...judge(slices, { alpha: alpha * (1 - share), wholeInterval, acceptances }),
      ...judge(texts, { alpha: textLevel(family, alarmsPerYear, rankedAmong), wholeInterval, acceptances }),
    ]
  })
}
