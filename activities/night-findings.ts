import type { JudgedComparison } from '../drift/comparison.ts'
import { tellGroups } from '../drift/coverage/tell-groups.ts'
import { decide, findingOf } from '../drift/decide.ts'
import type { StandingDecisions } from '../drift/decision.ts'
import type { LeftOpen } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { tellTopics } from '../drift/topics/tell-topics.ts'
import { addExamples } from './add-examples.ts'
import type { ComparedSuite } from './compare-suite.ts'
import type { ComparedTraffic } from './compare-traffic.ts'
import type { NightFindings } from './compared-night.ts'
import { decisionFacts } from './decision-facts.ts'
import { earlierFacts, earlierFindings, leftOpenBefore, quietGaps } from './earlier-findings.ts'
import { foldTopics } from './fold-topics.ts'
import type { Ports } from './ports.ts'
import { redactFinding } from './redact-names.ts'

/** What a night compared, and what people decided. */
interface Compared {
  readonly input: { readonly night: string; readonly folder: string }
  readonly suite: ComparedSuite | null
  readonly traffic: ComparedTraffic | null
  readonly decisions: StandingDecisions
}

/** Decides what is a finding tonight, with its texts; what is muted; how earlier ones stand; and what is worth knowing. */
export async function nightFindings(
  judged: readonly JudgedComparison[],
  compared: Compared,
  ports: Ports,
): Promise<Pick<NightFindings, 'findings' | 'muted' | 'earlier' | 'facts'>> {
  const { input, suite, traffic, decisions } = compared
  const before = await leftOpenBefore(input.night, ports.lake)
  const told = await foldedFindings(judged, { ...compared, before }, ports)
  const about = { ...input, topics: traffic?.topics ?? new Map(), lost: suite?.lost ?? new Map() }
  const all = (await addExamples(told.told, about, ports)).map(redactFinding)
  const mutes = new Set(decisions.mutes.keys())
  const isMuted = ({ fingerprint }: Finding) => mutes.has(fingerprint)
  const muted = all.filter(isMuted)
  const earlier = earlierFindings(before, judged, { told: all, mutes })
  return {
    findings: all.filter((finding) => !isMuted(finding)),
    muted,
    earlier,
    facts: [
      ...earlierFacts(earlier, mutes),
      ...(suite?.facts ?? []),
      ...(traffic?.facts ?? []),
      ...decisionFacts(judged, muted, decisions),
      ...told.facts,
    ],
  }
}

function foldedFindings(
  judged: readonly JudgedComparison[],
  { input, traffic, decisions, before }: Compared & { readonly before: LeftOpen },
  ports: Ports,
): ReturnType<typeof foldTopics> {
  const context = { suite: ports.project.config.name, night: input.night }
  const topics: ComparedTraffic['topics'] = traffic?.topics ?? new Map()
  const found = decide(judged, context).map((finding) =>
    tellTopics(tellGroups(finding, traffic?.coverage ?? null), topics.get(finding.comparison.family)),
  )
  const muted = new Set(decisions.mutes.keys())
  const quiet = quietGaps(judged, earlierFindings(before, judged, { told: found, mutes: muted }))
  const inputs = {
    topics,
    uncovered: traffic?.uncovered ?? new Set<string>(),
    quiet: quiet.map((gap) => findingOf(gap, judged, context)),
    muted,
  }
  return foldTopics(found, inputs, { ...input, ports })
}
