import type { Comparison } from '../drift/comparison.ts'
import { checksLevel, familyLevel } from '../drift/levels.ts'
import {
  type NightCheck,
  nightsToRankAmong,
  testAgainstNights,
  tooFewNights,
} from '../drift/nights/against-nights.ts'
import { judgedByNights, judgedBySlowDrift } from '../drift/nights/by-nights.ts'
import { historyDays } from '../drift/nights/history-days.ts'
import { comparePairs, type Pair, type Setting } from './compare-pairs.ts'
import { readNightDependence } from './dependence-in-lake.ts'
import { type FollowedCheck, followSignals } from './follow-signals.ts'
import { nightBefore } from './night-keys.ts'
import type { Ports } from './ports.ts'
import type { NightAmongRecent } from './signals-in-lake.ts'

/** Tonight against the recent and the frozen nights. */
export interface ComparedRecent {
  readonly comparisons: readonly Comparison[]
  /** How many earlier nights ranks are taken among, which sets the level of these checks; 0 while they are too few. */
  readonly rankedAmong: number
}

/**
 * Compares tonight with the recent nights, pooled, and with the frozen ones. How large a difference is comes from these
 * two comparisons; how strange it is, from how much nights differ and from the evidence of all nights since some were
 * frozen.
 */
export async function compareRecent(
  pairs: readonly Pair[],
  at: NightAmongRecent,
  ports: Ports,
): Promise<ComparedRecent> {
  // On other nights requests of one user hang together about as much as tonight.
  const tonight = await readNightDependence(ports.lake, at.folder)
  const followed = await followSignals(pairs, at, { lake: ports.lake, dependence: tonight })
  const setting = {
    night: at.night,
    ports,
    isJudgedElsewhere: true,
    dependence: { reference: tonight, current: tonight },
  }
  const { comparisons, rankedAmong } = againstRecent(followed, setting)
  return { comparisons: [...comparisons, ...againstFrozen(followed, setting)], rankedAmong }
}

function againstRecent(followed: readonly FollowedCheck[], setting: Omit<Setting, 'family'>): ComparedRecent {
  const family = 'live-against-recent'
  const { night, ports } = setting
  const { alarmsPerYear } = ports.project.config
  const first = nightBefore(night, historyDays(checksLevel(family, alarmsPerYear)))
  const checks = followed.map((each) => checkSince(each, first))
  const known = checks.filter((check) => check !== null)
  const rankedAmong = nightsToRankAmong(known, familyLevel(family, alarmsPerYear))
  const tests = testAgainstNights(known, checksLevel(family, alarmsPerYear, rankedAmong)).values()
  const pairs = followed.map(({ pair }) => pair)
  const compared = comparePairs(pairs, { ...setting, family, rankedAmong })
  const comparisons = compared.map((comparison, i) =>
    judgedByNights(comparison, checks[i] === null ? tooFewNights(followed[i]!.recent) : tests.next().value!),
  )
  return { comparisons, rankedAmong }
}

function checkSince({ tonight, earlier }: FollowedCheck, first: string): NightCheck | null {
  return tonight && { tonight, earlier: earlier.filter(({ night }) => night >= first) }
}

function againstFrozen(followed: readonly FollowedCheck[], setting: Omit<Setting, 'family'>): Comparison[] {
  const family = 'slow-drift'
  const level = checksLevel(family, setting.ports.project.config.alarmsPerYear)
  const watched = followed.flatMap(({ pair, slow }) =>
    slow === null ? [] : [{ drift: slow.drift, reference: slow.frozen, current: pair.current }],
  )
  return comparePairs(watched, { ...setting, family }).map((comparison, i) =>
    judgedBySlowDrift(comparison, watched[i]!.drift, { checks: watched.length, level }),
  )
}
