import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { hypergeometricTails } from '../../stats/hypergeometric-tails.ts'
import { type ClusterCandidate, clusterCandidates, type TopicSpace } from './cluster-candidates.ts'
import { foldsOf } from './folds.ts'
import { topicWords, typicalMembers } from './name-topic.ts'
import { type Pool, swappedSides } from './pool.ts'
import type { TopicText } from './topic-text.ts'

/** A cluster of texts whose share changed. */
export interface ChangedCluster {
  /** `appeared` and `vanished` where the other side has less than a tenth of it. */
  readonly change: 'appeared' | 'grew' | 'shrank' | 'vanished'
  /** Of either side's texts, from 0 to 1, counted on other texts than it was chosen by. */
  readonly reference: number
  readonly current: number
  /** Fisher's exact test on those other texts, adjusted for all clusters that were chosen. */
  readonly adjustedPValue: number
  /** Written by strangers: redact and escape them. */
  readonly words: readonly string[]
  /** Of the side that has more of it. */
  readonly typical: readonly TopicText[]
}

/** False discovery rate among the clusters of a night that has a finding already. */
const RATE = 0.05
/** More than this is a table. */
const MOST = 6
const EXAMPLES = 3

/**
 * Which clusters of texts appeared, grew, shrank or vanished? They are chosen on one half of the units and tested on the
 * other, by how many units have a text in them (Fisher's exact test, Benjamini–Hochberg among them).
 *
 * @returns those that are sure, the largest change first
 */
export function changedClusters(pool: Pool, space: TopicSpace): ChangedCluster[] {
  const half = foldsOf(pool, `${space.seed}|clusters`, 2)
  const candidates = clusterCandidates(pool, space, half)
  const tested = testable(pool, half)
  const found = candidates.map((candidate) => counted(candidate, tested))
  const adjusted = benjaminiHochberg(found.map(({ pValue }) => pValue))
  return found
    .map((each, place) => ({ ...each, adjustedPValue: adjusted[place]! }))
    .filter(({ adjustedPValue }) => adjustedPValue <= RATE)
    .sort((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference))
    .slice(0, MOST)
    .map(({ candidate, ...shares }) => ({
      ...shares,
      ...shown(candidate, pool, space),
      change: changeOf(shares),
    }))
}

/** The half that clusters are tested on: its units, and how many texts and units each side has of it. */
interface Tested {
  readonly pool: Pool
  readonly isTested: (row: number) => boolean
  readonly texts: { readonly reference: number; readonly current: number }
  readonly units: { readonly reference: number; readonly current: number }
}

function testable(pool: Pool, half: Uint8Array): Tested {
  const isTested = (row: number) => half[pool.units[row]!] === 0
  const rows = Int32Array.from(pool.units.keys()).filter(isTested)
  const units = [...new Set(Array.from(rows, (row) => pool.units[row]!))]
  return {
    pool,
    isTested,
    texts: bySide(
      Array.from(rows, (row) => pool.units[row]!),
      pool,
    ),
    units: bySide(units, pool),
  }
}

function bySide(units: readonly number[], { isCurrent }: Pool) {
  const current = units.reduce((sum, unit) => sum + isCurrent[unit]!, 0)
  return { reference: units.length - current, current }
}

function counted(candidate: ClusterCandidate, { pool, isTested, texts, units }: Tested) {
  const own = Array.from(candidate.rows.filter(isTested), (row) => pool.units[row]!)
  const inTexts = bySide(own, pool)
  const inUnits = bySide([...new Set(own)], pool)
  const side = candidate.change === 'new' ? 'current' : 'reference'
  const tails = hypergeometricTails({
    population: units.reference + units.current,
    marked: inUnits.reference + inUnits.current,
    draws: units[side],
  })
  return {
    candidate,
    reference: inTexts.reference / texts.reference,
    current: inTexts.current / texts.current,
    pValue: tails[inUnits[side]] ?? 1,
  }
}

function changeOf({ reference, current }: { reference: number; current: number }): ChangedCluster['change'] {
  if (current > reference) return reference < current / 10 ? 'appeared' : 'grew'
  return current < reference / 10 ? 'vanished' : 'shrank'
}

function shown({ change, rows }: ClusterCandidate, pool: Pool, { vocabulary }: TopicSpace) {
  const sides = change === 'new' ? pool : swappedSides(pool)
  const members = rows.filter((row) => sides.isCurrent[sides.units[row]!] === 1)
  const texts = pool.texts.length
  const typical = typicalMembers(vocabulary, members, { texts, most: EXAMPLES })
  return { words: topicWords(vocabulary, members, texts), typical: typical.map((row) => pool.texts[row]!) }
}
