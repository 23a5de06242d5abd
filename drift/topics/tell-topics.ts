import type { Finding } from '../finding.ts'
import type { ChangedCluster } from './changed-clusters.ts'
import type { ChangedWord } from './changed-words.ts'
import type { ComparedTopics } from './compare-topics.ts'
import { TOPICS } from './compare-topics.ts'

/** A finding of topics with the clusters and words that changed; every other one as it is. */
export function tellTopics(finding: Finding, topics: ComparedTopics | undefined): Finding {
  if (finding.comparison.check !== TOPICS || topics === undefined) return finding
  const { clusters, words } = topics
  return {
    ...finding,
    where: [
      ...clusters.map(clusterInWords),
      ...wordsInWords('Words that are new or more frequent', words.new),
      ...wordsInWords('Words that are gone or rarer', words.gone),
    ],
  }
}

/**
 * A cluster in a line.
 *
 * @example clusterInWords(cluster) // '“cargo”, “child seat”: appeared, 0.0 % → 18.3 %'
 */
export function clusterInWords({ words, change, reference, current }: ChangedCluster): string {
  return `${clusterName(words)}: ${change}, ${percent(reference)} → ${percent(current)}`
}

/** A cluster by its words. */
export function clusterName(words: readonly string[]): string {
  return words.length === 0 ? 'texts without words of their own' : words.map((word) => `“${word}”`).join(', ')
}

function wordsInWords(title: string, words: readonly ChangedWord[]): string[] {
  const told = words.map(
    ({ word, reference, current }) => `“${word}” ${percent(reference)} → ${percent(current)}`,
  )
  return told.length === 0 ? [] : [`${title}: ${told.join('; ')}`]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
