import { seededRandom } from '../stats/random.ts'
import type { Case } from './case.ts'
import type { Profile } from './config/profile-spec.ts'

type Selection = Partial<
  Pick<Profile, 'ids' | 'tags' | 'sample' | 'stratifyBy' | 'seed' | 'limit' | 'humanRated'>
>

/**
 * The cases one profile runs, in dataset order: first by ids and tags, then a seeded sample, then a limit;
 * and all cases that a person rated where the profile wants them.
 * The sample depends on seed and ids alone, so the same cases are drawn on every machine and every night.
 */
export function selectCases(cases: readonly Case[], profile: Selection): Case[] {
  const fitting = cases.filter(fitsProfile(profile))
  const sampled = profile.sample === undefined ? fitting : sampleOf(fitting, profile.sample, profile)
  const limited = sampled.slice(0, profile.limit ?? sampled.length)
  if (!profile.humanRated) return limited
  const chosen = new Set(limited)
  return cases.filter((item) => chosen.has(item) || item.human !== undefined)
}

/** Tells of each case, one after the other in dataset order, whether a profile without a sample runs it. */
export function caseSelector(profile: Omit<Selection, 'sample'>): (item: Case) => boolean {
  const fits = fitsProfile(profile)
  let left = profile.limit ?? Number.POSITIVE_INFINITY
  return (item) => {
    const isWithin = left > 0 && fits(item)
    if (isWithin) left -= 1
    return isWithin || (profile.humanRated === true && item.human !== undefined)
  }
}

/** Whether a case has one of the profile's ids and its tags: what comes before sample and limit. */
function fitsProfile({ ids, tags = {} }: Pick<Selection, 'ids' | 'tags'>): (item: Case) => boolean {
  const wanted = ids && new Set(ids)
  return (item) => (wanted === undefined || wanted.has(item.id)) && carriesTags(item, tags)
}

function carriesTags(item: Case, tags: NonNullable<Selection['tags']>): boolean {
  return Object.entries(tags).every(([name, value]) => item.tags?.[name] === value)
}

function sampleOf(cases: readonly Case[], size: number, { stratifyBy, seed = 0 }: Selection): Case[] {
  const ranks = new Map(cases.map(({ id }) => [id, seededRandom(seedOf(seed, id))()]))
  const ranked = [...cases].sort((a, b) => ranks.get(a.id)! - ranks.get(b.id)!)
  const chosen =
    stratifyBy === undefined
      ? ranked.slice(0, size)
      : stratified(ranked, size, (item) => tagOf(item, stratifyBy))
  const ids = new Set(chosen.map(({ id }) => id))
  return cases.filter(({ id }) => ids.has(id))
}

function seedOf(seed: number, id: string): string {
  return seed === 0 ? `sample ${id}` : `sample ${seed} ${id}`
}

function tagOf({ tags }: Case, name: string): string {
  return tags !== undefined && Object.hasOwn(tags, name) ? String(tags[name]) : ''
}

/** Each stratum gets its share of the sample, rounded so that they add up: by largest remainder, larger strata first. */
function stratified(ranked: readonly Case[], size: number, stratumOf: (item: Case) => string): Case[] {
  const wanted = Math.min(size, ranked.length)
  const strata = [...Map.groupBy(ranked, stratumOf)]
    .map(([name, items]) => ({ name, items, share: (wanted * items.length) / ranked.length }))
    .sort(
      (a, b) =>
        remainder(b.share) - remainder(a.share) ||
        b.items.length - a.items.length ||
        (a.name < b.name ? -1 : 1),
    )
  let spare = wanted - strata.reduce((sum, { share }) => sum + Math.floor(share), 0)
  return strata.flatMap(({ items, share }) => {
    const extra = spare > 0 ? 1 : 0
    spare -= extra
    return items.slice(0, Math.floor(share) + extra)
  })
}

function remainder(share: number): number {
  return share - Math.floor(share)
}
