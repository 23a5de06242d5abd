import { seededRandom } from '../stats/random.ts'
import type { Case } from './case.ts'
import type { Profile } from './config/schema.ts'

type Selection = Omit<Profile, 'epochs' | 'reducer'>

/**
 * The cases one profile runs, in dataset order: first by tags, then a seeded sample, then a limit.
 * The sample depends on the ids alone, so the same cases are drawn on every machine and every night.
 */
export function selectCases(cases: readonly Case[], profile: Selection): Case[] {
  const tagged = cases.filter((item) => carriesTags(item, profile.tags ?? {}))
  const sampled = profile.sample === undefined ? tagged : sampleById(tagged, profile.sample)
  return sampled.slice(0, profile.limit ?? sampled.length)
}

function carriesTags(item: Case, tags: NonNullable<Selection['tags']>): boolean {
  return Object.entries(tags).every(([name, value]) => item.tags?.[name] === value)
}

function sampleById(cases: readonly Case[], size: number): Case[] {
  const rank = new Map(cases.map((item) => [item.id, seededRandom(`sample ${item.id}`)()]))
  const chosen = [...cases].sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0)).slice(0, size)
  const ids = new Set(chosen.map((item) => item.id))
  return cases.filter((item) => ids.has(item.id))
}
