import { COVERAGE } from '../drift/coverage/compare-coverage.ts'
import type { Finding } from '../drift/finding.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { TOPICS } from '../drift/topics/compare-topics.ts'
import { isExplainedBy } from '../drift/topics/explained.ts'
import { requestsOfCategory } from '../queries/traffic/read-traffic-examples.ts'
import { familyWords } from '../report/family-words.ts'
import { redact } from '../report/redact.ts'
import type { NightTopics } from './compare-inputs.ts'
import type { Ports } from './ports.ts'
import { localNightSample } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'

/** What is known of the night's inputs. */
interface Inputs {
  readonly topics: NightTopics
  /** Sampled requests that no case resembles, by their ids. */
  readonly uncovered: ReadonlySet<string>
  /** Gaps that are known and no findings tonight: accepted, or still beyond their minimum. They explain topics as before. */
  readonly quiet: readonly Finding[]
  /** Fingerprints of findings that are told to nobody: they explain no more than quiet gaps do. */
  readonly muted: ReadonlySet<string>
}

/** Findings as they are told, and topics that are told by none because a quiet gap explains them. */
interface FoldedTopics {
  readonly told: readonly Finding[]
  readonly facts: readonly string[]
}

interface Place {
  readonly folder: string
  readonly ports: Ports
}

/**
 * One thing that diverges is one finding. A new topic that is found against the recent nights and against the offline
 * cases is told once; and where another finding is about the requests that make up the topic (a tag whose category grew,
 * coverage), that one tells the topic's words too, and the clusters that changed beside it, and the topic is none of its own.
 * It stays so when that one is accepted: then the topic is a fact. Coverage that nobody is told explains topics of its own
 * family only: what is new against the recent nights is nearly always uncovered, whatever it is. A tag's value names its requests.
 */
export async function foldTopics(
  findings: readonly Finding[],
  inputs: Inputs,
  place: Place,
): Promise<FoldedTopics> {
  const told = new Map(findings.map((finding) => [finding, finding]))
  const facts: string[] = []
  for (const finding of findings.filter(isTopic)) {
    const other = await sameRequests(finding, {
      findings: explaining(finding, findings, inputs),
      inputs,
      place,
    })
    const telling = other && told.get(other)
    if (telling) told.set(other, alsoSaying(telling, [inWords(finding), ...finding.where]))
    const isOld = isToldBefore(finding, findings)
    if (other && !telling && !isOld) facts.push(quietTopic(finding, other))
    if (other || isOld) told.delete(finding)
  }
  return { told: [...told.values()], facts }
}

function quietTopic(topic: Finding, gap: Finding): string {
  return redact(
    `No finding of its own, because these are the requests of a gap that is known: ${topic.title}. The gap: ${gap.title}.`,
  )
}

function alsoSaying(finding: Finding, lines: readonly string[]): Finding {
  return { ...finding, where: [...new Set([...finding.where, ...lines])] }
}

function isTopic({ comparison }: Finding): boolean {
  return comparison.check === TOPICS
}

/** The same topic among the recent nights' findings goes first: it is the news. */
function isToldBefore(finding: Finding, findings: readonly Finding[]): boolean {
  return findings.some(
    (other) =>
      other !== finding &&
      other.fingerprint === finding.fingerprint &&
      other.comparison.family === 'live-against-recent',
  )
}

/** What may explain a topic: findings that are told, and what is known and quiet, coverage in its own family. */
function explaining(topic: Finding, findings: readonly Finding[], { quiet, muted }: Inputs): Finding[] {
  const isLoud = ({ fingerprint }: Finding) => !muted.has(fingerprint)
  const isOwn = ({ comparison }: Finding) =>
    comparison.check !== COVERAGE || comparison.family === topic.comparison.family
  const silent = [...findings.filter((finding) => !isLoud(finding)), ...quiet]
  return [...findings.filter(isLoud), ...silent.filter(isOwn)]
}

/** Another finding without whose requests nothing is left of the topic. */
async function sameRequests(
  { comparison }: Finding,
  { findings, inputs, place }: { findings: readonly Finding[]; inputs: Inputs; place: Place },
): Promise<Finding | null> {
  const topic = inputs.topics.get(comparison.family)
  if (topic === undefined) return null
  const { topicShareReference, topicShareCurrent } = comparison.metrics
  const reference = (comparison.direction === 'down' ? topicShareCurrent : topicShareReference) ?? 0
  for (const other of findings) {
    const requests = other.comparison.check === COVERAGE ? inputs.uncovered : await requestsOf(other, place)
    if (isExplainedBy(requests, { ...topic, reference, minimumEffect: comparison.minimumEffect }))
      return other
  }
  return null
}

/** Which of the sampled requests have the category that a finding is about; none for other findings. */
async function requestsOf(finding: Finding, { folder, ports }: Place): Promise<ReadonlySet<string>> {
  const value = grownCategory(finding)
  if (value === null) return new Set()
  const sample = await localNightSample(folder, ports.lake)
  if (sample === null) return new Set()
  const asked = { sample, feature: finding.comparison.check, value }
  return withScratch(ports.lake, ({ db }) => requestsOfCategory(db, asked), ports.project.config.duckdb)
}

/** The category that grew most, of a check over everything. */
function grownCategory({ comparison }: Finding): string | null {
  const { distribution, type, slice } = comparison
  if (type !== 'categorical' || slice !== EVERYTHING || distribution?.kind !== 'categorical') return null
  const growth = (category: { reference: number; current: number }) => category.current - category.reference
  const grown = [...distribution.categories].sort((a, b) => growth(b) - growth(a))[0]
  return grown === undefined ? null : grown.name
}

function inWords({ comparison }: Finding): string {
  const topic =
    comparison.distribution?.kind === 'categorical' ? comparison.distribution.categories[0] : undefined
  const { reference } = familyWords(comparison.family)
  return `The inputs show it too, against the ${reference}: ${topic?.name ?? 'a topic'}`
}
