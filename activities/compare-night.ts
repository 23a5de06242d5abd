import type { Comparison, Family, JudgedComparison } from '../drift/comparison.ts'
import { tellGroups } from '../drift/coverage/tell-groups.ts'
import { decide } from '../drift/decide.ts'
import type { Acceptance } from '../drift/decision.ts'
import type { Finding } from '../drift/finding.ts'
import { judge } from '../drift/judge.ts'
import { checksLevel, textLevel } from '../drift/levels.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { tellTopics } from '../drift/topics/tell-topics.ts'
import { addExamples } from './add-examples.ts'
import type { NightTopics } from './compare-inputs.ts'
import { compareSuite } from './compare-suite.ts'
import { compareTraffic } from './compare-traffic.ts'
import { isCompared, publishFindings } from './compared-night.ts'
import { publishComparisons } from './comparisons-in-lake.ts'
import { decisionFacts } from './decision-facts.ts'
import { decisionsOn } from './decisions-in-lake.ts'
import { earlierFacts, earlierFindings } from './earlier-findings.ts'
import { foldTopics } from './fold-topics.ts'
import type { Attempt, Ports } from './ports.ts'
import { redactComparison, redactFinding } from './redact-names.ts'

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
  const { name, alarmsPerYear } = ports.project.config
  const decisions = await decisionsOn(ports.lake, input.night)
  const judged = judgeFamilies([...(suite?.comparisons ?? []), ...(traffic?.comparisons ?? [])], {
    alarmsPerYear,
    acceptances: decisions.acceptances,
    rankedAmong: traffic?.rankedAmong ?? 0,
  })
  const coverage = traffic?.coverage ?? null
  const topics: NightTopics = traffic?.topics ?? new Map()
  const found = decide(judged, { suite: name, night: input.night }).map((finding) =>
    tellTopics(tellGroups(finding, coverage), topics.get(finding.comparison.family)),
  )
  const uncovered = traffic?.uncovered ?? new Set<string>()
  const told = await foldTopics(found, { topics, uncovered }, { ...input, ports })
  const shown = await addExamples(told, { ...input, topics, lost: suite?.lost ?? new Map() }, ports)
  const all = shown.map(redactFinding)
  const isMuted = ({ fingerprint }: Finding) => decisions.mutes.has(fingerprint)
  const [findings, muted] = [all.filter((finding) => !isMuted(finding)), all.filter(isMuted)]
  const earlier = await earlierFindings(input.night, { judged, told: all }, ports.lake)
  await publishComparisons(judged.map(redactComparison), input.folder, ports.lake)
  await publishFindings(ports.lake, input.folder, {
    findings,
    muted,
    earlier,
    missing: suite?.missing ?? [],
    facts: [
      ...earlierFacts(earlier, new Set(decisions.mutes.keys())),
      ...(suite?.facts ?? []),
      ...(traffic?.facts ?? []),
      ...decisionFacts(judged, muted, decisions),
    ],
    coverage,
    baseline: suite?.baseline ?? null,
    recentNights: traffic?.recentNights ?? [],
  })
  return { findings: findings.length }
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
