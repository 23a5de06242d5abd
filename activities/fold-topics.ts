import type { Finding } from '../drift/finding.ts'
import { EVERYTHING } from '../drift/summary.ts'
import type { ComparedTopics } from '../drift/topics/compare-topics.ts'
import { isExplainedBy } from '../drift/topics/explained.ts'
import { requestsOfCategory } from '../queries/traffic/read-traffic-examples.ts'
import type { NightTopics } from './compare-inputs.ts'
import { nightTrafficPaths } from './night-traffic.ts'
import type { Ports } from './ports.ts'
import { withScratch } from './scratch.ts'

/**
 * One thing that diverges is one finding. A new topic that is found against the recent nights and against the offline
 * cases is told once; and where a category grew whose requests make up the topic (a tag that names it), the finding of
 * the category tells the topic's words too, and the topic is none of its own.
 */
export async function foldTopics(
  findings: readonly Finding[],
  topics: NightTopics,
  { night, folder, ports }: { readonly night: string; readonly folder: string; readonly ports: Ports },
): Promise<Finding[]> {
  const told = new Map(findings.map((finding) => [finding, finding]))
  for (const finding of findings.filter(isTopic)) {
    const topic = topics.get(finding.comparison.family)
    const category = topic && (await tellingCategory(topic, findings, { night, folder, ports }))
    if (category) told.set(category, alsoSaying(told.get(category)!, inWords(finding)))
    if (category || isToldBefore(finding, findings)) told.delete(finding)
  }
  return [...told.values()]
}

function alsoSaying(finding: Finding, line: string): Finding {
  return { ...finding, where: [...new Set([...finding.where, line])] }
}

function isTopic({ comparison }: Finding): boolean {
  return comparison.type === 'text'
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

async function tellingCategory(
  topic: ComparedTopics,
  findings: readonly Finding[],
  { night, folder, ports }: { readonly night: string; readonly folder: string; readonly ports: Ports },
): Promise<Finding | null> {
  const files = await nightTrafficPaths({ night, folder }, ports.lake)
  const { comparison, looked } = topic
  const reference = comparison.metrics.topicShareReference ?? 0
  for (const finding of findings) {
    const value = grownCategory(finding)
    if (value === null) continue
    const asked = { files, ids: looked.map(({ id }) => id), feature: finding.comparison.check, value }
    const ofCategory = await withScratch(
      ports.lake,
      ({ db }) => requestsOfCategory(db, asked),
      ports.project.config.duckdb,
    )
    if (isExplainedBy(ofCategory, { ...topic, reference, minimumEffect: comparison.minimumEffect }))
      return finding
  }
  return null
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
  return `The inputs show it too: ${topic?.name ?? 'a topic'}`
}
