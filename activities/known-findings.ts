import type { EarlierFinding } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { type ComparedNight, readComparedNight } from './compared-night.ts'
import { type Night, nightFolder } from './night-keys.ts'
import { comparedManifest } from './night-manifest.ts'
import type { Lake } from './ports.ts'

/** A night that was compared, with what it found. */
export interface FoundNight extends ComparedNight {
  readonly night: Night
  readonly revision: number
  /** When it ended, ISO 8601. */
  readonly ended: string
}

/** The nights of the lake, newest first. */
export async function nightsInLake(lake: Lake): Promise<Night[]> {
  const keys = await lake.list('nights')
  const nights = new Set(keys.flatMap((key) => /^nights\/(\d{4}-\d{2}-\d{2})\//.exec(key)?.[1] ?? []))
  return [...nights].toSorted().toReversed()
}

/** What one night found, in its newest revision that was compared; null when none was, or the night did not happen. */
export async function foundOn(lake: Lake, night: Night): Promise<FoundNight | null> {
  const compared = await comparedManifest(lake, night)
  if (compared === null) return null
  const { revision, finishedAt } = compared
  return {
    night,
    revision,
    ended: finishedAt,
    ...(await readComparedNight(lake, nightFolder(night, revision))),
  }
}

/**
 * What the newest compared night found, or the given one.
 *
 * @throws ConfigError when there is none
 */
export async function newestFound(lake: Lake, given: Night | null): Promise<FoundNight> {
  for (const night of given === null ? await nightsInLake(lake) : [given]) {
    const found = await foundOn(lake, night)
    if (found !== null) return found
  }
  const which = given === null ? 'any night' : `night ${given}`
  throw new ConfigError(
    `Cannot read the findings of ${which}: the lake ${lake.location} has none that was compared. Run one with \`nightdrift night${given === null ? '' : ` ${given}`}\`.`,
  )
}

/** How many nights are looked through for a finding: as long as a decision is likely to be thought about. */
const LOOKED_THROUGH = 60

/** A finding with the night that told it last. */
export interface KnownFinding {
  readonly finding: Finding
  readonly on: FoundNight
}

/**
 * The newest telling of a finding, by its id or the beginning of it.
 *
 * @param id  at least four hex digits
 * @throws ConfigError when no night tells of one, or several begin so
 */
export async function findFinding(lake: Lake, id: string, given: Night | null = null): Promise<KnownFinding> {
  if (!/^[\da-f]{4,16}$/.test(id))
    throw new ConfigError(
      `Cannot find the finding ${JSON.stringify(id.slice(0, 80))}: expected its id, 4 to 16 hex digits as \`nightdrift findings\` lists them.`,
    )
  const nights = given === null ? (await nightsInLake(lake)).slice(0, LOOKED_THROUGH) : [given]
  for (const night of nights) {
    const on = await foundOn(lake, night)
    const mine = [...(on?.findings ?? []), ...(on?.muted ?? [])].filter(({ fingerprint }) =>
      fingerprint.startsWith(id),
    )
    if (on !== null && mine[0] !== undefined) return { finding: onlyOne(mine, id), on }
    const handedOn = on?.earlier.find(({ fingerprint }) => fingerprint.startsWith(id))
    if (given !== null && handedOn !== undefined)
      throw new ConfigError(
        `Cannot find the finding "${id}" on night ${given}: it was no finding there, only ${STANDING_WORDS[handedOn.standing]}. Ask for the night that told it last: --night ${handedOn.toldOn}.`,
      )
  }
  const where =
    given === null
      ? `the last ${LOOKED_THROUGH} nights of the lake ${lake.location} tell`
      : `night ${given} tells`
  throw new ConfigError(
    `Cannot find the finding "${id}": ${where} of none whose id begins so. \`nightdrift findings\` lists them.`,
  )
}

const STANDING_WORDS: Readonly<Record<EarlierFinding['standing'], string>> = {
  recovered: 'back within its minimum',
  accepted: 'accepted as it was',
  beyond: 'still beyond its minimum',
  open: 'left open, because it could not be judged or was told within another one',
}

/** Of one that several comparisons tell, what the night tells first. */
function onlyOne(findings: readonly Finding[], id: string): Finding {
  const ids = new Set(findings.map(({ fingerprint }) => fingerprint))
  const [first] = findings
  if (first === undefined || ids.size > 1)
    throw new ConfigError(
      `Cannot tell which finding "${id}" is: ${[...ids].join(', ')} begin so. Give more digits.`,
    )
  return first
}
