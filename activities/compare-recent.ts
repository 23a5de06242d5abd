import type { Comparison } from '../drift/comparison.ts'
import { checksLevel } from '../drift/levels.ts'
import {
  type NightCheck,
  type NightTest,
  testAgainstNights,
  tooFewNights,
} from '../drift/nights/against-nights.ts'
import { judgedByNights, judgedBySlowDrift } from '../drift/nights/by-nights.ts'
import { historyDays } from '../drift/nights/history-days.ts'
import { comparePairs, type Pair } from './compare-pairs.ts'
import { type FollowedCheck, followSignals } from './follow-signals.ts'
import { nightBefore } from './night-keys.ts'
import type { Ports } from './ports.ts'
import type { NightAmongRecent } from './signals-in-lake.ts'

/**
 * Compares tonight with the recent nights, pooled, and with the frozen ones. How large a difference is comes from these
 * two comparisons; how strange it is, from how much nights differ and from the evidence of all nights since some were
 * frozen.
 */
export async function compareRecent(
  pairs: readonly Pair[],
  at: NightAmongRecent,
  ports: Ports,
): Promise<Comparison[]> {
  const followed = await followSignals(pairs, at, ports.lake)
  return [...againstRecent(followed, at.night, ports), ...againstFrozen(followed, at.night, ports)]
}

function againstRecent(followed: readonly FollowedCheck[], night: string, ports: Ports): Comparison[] {
  const family = 'live-against-recent'
  const level = checksLevel(family, ports.project.config.alarmsPerYear)
  const tests = testsOf(followed, { level, first: nightBefore(night, historyDays(level)) })
  return comparePairs(
    followed.map(({ pair }) => pair),
    { family, night, ports },
  ).map((comparison, i) => judgedByNights(comparison, tests[i]!))
}

function testsOf(
  followed: readonly FollowedCheck[],
  { level, first }: { readonly level: number; readonly first: string },
): NightTest[] {
  const checks = followed.map(
    ({ tonight, earlier }): NightCheck | null =>
      tonight && { tonight, earlier: earlier.filter(({ night }) => night >= first) },
  )
  const tests = testAgainstNights(
    checks.filter((check) => check !== null),
    level,
  ).values()
  return checks.map((check, i) => (check === null ? tooFewNights(followed[i]!.recent) : tests.next().value!))
}

function againstFrozen(followed: readonly FollowedCheck[], night: string, ports: Ports): Comparison[] {
  const family = 'slow-drift'
  const level = checksLevel(family, ports.project.config.alarmsPerYear)
  const watched = followed.flatMap(({ pair, slow }) =>
    slow === null ? [] : [{ drift: slow.drift, reference: slow.frozen, current: pair.current }],
  )
  return comparePairs(watched, { family, night, ports }).map((comparison, i) =>
    judgedBySlowDrift(comparison, watched[i]!.drift, { checks: watched.length, level }),
  )
}
