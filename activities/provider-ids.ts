import { redact } from '../report/redact.ts'
import { publishJson, readJson } from './json-file.ts'
import { nightBefore, nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'
import type { NightAmongRecent } from './signals-in-lake.ts'
import type { SummaryByFeature } from './summaries-in-lake.ts'

/** Features that say who answered, and what a new value of each is called. */
const WHO_ANSWERED = [
  { feature: 'model', called: 'Models' },
  { feature: 'tags.system_fingerprint', called: 'Provider fingerprints (system_fingerprint)' },
] as const

/** `providers.json` of a night: by feature, every id that it or a night before it saw. */
type SeenIds = Readonly<Record<string, readonly string[]>>

/** A log that writes an id of its own for each request would fill the lake. */
const MOST_IDS = 10_000

const LOOK_BACK_DAYS = 28

const SHOWN = 5

/**
 * Which models and provider fingerprints answered tonight that no night before saw? A fact, not a test. What is known is
 * handed from night to night, so it goes back to the first; nothing is new where nothing was known. Publishes what is
 * known after tonight; a night that is made again finds the same.
 */
export async function newProviderIds(
  tonight: SummaryByFeature,
  { night, folder, recent }: NightAmongRecent,
  lake: Lake,
): Promise<string[]> {
  const before = await seenBefore(lake, night)
  const known = (feature: string) => new Set([...(before[feature] ?? []), ...idsOf(recent.pooled, feature)])
  const seen = WHO_ANSWERED.map(({ feature, called }) => {
    const old = known(feature)
    const fresh = old.size === 0 ? [] : idsOf(tonight, feature).filter((id) => !old.has(id))
    return {
      feature,
      called,
      fresh,
      all: [...new Set([...old, ...idsOf(tonight, feature)])].slice(0, MOST_IDS),
    }
  })
  await publishJson(
    lake,
    providersKey(folder),
    Object.fromEntries(seen.map(({ feature, all }) => [feature, all])),
  )
  return seen
    .filter(({ fresh }) => fresh.length > 0)
    .map(({ called, fresh }) => `${called} never seen before tonight: ${inWords(fresh)}.`)
}

function idsOf(summaries: SummaryByFeature, feature: string): readonly string[] {
  const summary = summaries.get(feature)
  return summary?.type === 'categorical' ? summary.categories : []
}

function inWords(ids: readonly string[]): string {
  const shown = ids.slice(0, SHOWN).map(redact).join(', ')
  return ids.length > SHOWN ? `${shown} and ${ids.length - SHOWN} more` : shown
}

async function seenBefore(lake: Lake, night: string): Promise<SeenIds> {
  for (let days = 1; days <= LOOK_BACK_DAYS; days += 1) {
    const state = await nightState(lake, nightBefore(night, days))
    const seen =
      state && (await readJson<SeenIds>(lake, providersKey(nightFolder(state.night, state.revision))))
    if (seen !== null) return seen
  }
  return {}
}

function providersKey(folder: string): string {
  return `${folder}/providers.json`
}
