import { ConfigError } from './config/errors.ts'
import { type Profile, profileSpec } from './config/profile-spec.ts'
import type { Config } from './config/schema.ts'
import { type ScorerSpec, scorerName } from './config/scorer-spec.ts'

/** What a profile is unless the config says otherwise: the earlier, the fewer cases, and no model that judges. */
const KNOWN: Readonly<Record<string, Profile>> = {
  smoke: profileSpec.parse({ sample: 20, scorers: 'deterministic' }),
  pr: profileSpec.parse({ sample: 300, scorers: 'deterministic' }),
  release: profileSpec.parse({ humanRated: true }),
  full: profileSpec.parse({}),
}

/**
 * The profile of a name, from the config or of those that every suite has: `smoke` (20 cases), `pr` (300), `release` and
 * `full` (all). Smoke and pr leave judges out, and release takes in
 * every case that a person rated, unless the config says otherwise.
 *
 * @throws ConfigError for another name
 */
export function profileNamed(name: string, { profiles }: Pick<Config, 'profiles'>): Profile {
  const own = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined
  const profile = own ?? known
  if (profile !== undefined) {
    const { scorers = known?.scorers, humanRated = known?.humanRated } = profile
    return { ...profile, ...(scorers && { scorers }), ...(humanRated !== undefined && { humanRated }) }
  }
  const names = Object.keys({ ...KNOWN, ...profiles })
  throw new ConfigError(
    `Cannot run profile "${name}": the config has none of this name. Known: ${names.join(', ')}.`,
  )
}

/**
 * The scorers that judge under a profile, in the config's order. Where no scorer of the config is deterministic, all do:
 * a run that judges nothing helps nobody.
 */
export function scorersOf(profile: Pick<Profile, 'scorers'>, scorers: readonly ScorerSpec[]): ScorerSpec[] {
  const { scorers: wanted = 'all' } = profile
  if (wanted === 'all') return [...scorers]
  if (wanted !== 'deterministic') return scorers.filter((scorer) => wanted.includes(scorerName(scorer)))
  const alone = scorers.filter((scorer) => !asksModel(scorer))
  return alone.length === 0 ? [...scorers] : alone
}

/** Whether a scorer asks a model, which costs, and need not answer alike twice. */
function asksModel(scorer: ScorerSpec): boolean {
  if (scorer.kind === 'rubric') return scorer.judge.kind !== 'replay'
  return scorer.kind === 'similar' && scorer.embedder.kind !== 'hashedNgrams'
}
