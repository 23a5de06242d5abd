import { type RankedStatistic, stepDownRanks } from '../../stats/step-down-ranks.ts'
import { studentSurvival } from '../../stats/student-t.ts'
import { nightErrors } from './night-error.ts'
import type { ScoredNight } from './scores.ts'
import { isWeekend, weekdayGroups } from './weekdays.ts'

/** With fewer earlier nights nobody knows how much nights differ. */
export const FEWEST_NIGHTS = 7

/** A feature tonight, and on the earlier nights that it is judged by. */
export interface NightCheck {
  readonly tonight: ScoredNight
  readonly earlier: readonly ScoredNight[]
}

/** How strange tonight is by ordinary variation from night to night; without a p-value the reason is in `note`. */
export interface NightTest {
  readonly pValue: number | null
  /** Corrected for all checks that are ranked together; null where the check stands alone. */
  readonly jointPValue: number | null
  readonly test: string
  readonly note: string | null
}

/**
 * Among how many earlier nights can tonight be ranked? So many as the check with most has, once they are enough for ranks
 * to reach the level.
 *
 * @param level of the family
 * @returns 0 while they are too few
 */
export function nightsToRankAmong(checks: readonly NightCheck[], level: number): number {
  const most = Math.max(0, ...checks.map(({ earlier }) => earlier.length))
  return isRanked(most, level) ? most : 0
}

function isRanked(nights: number, level: number): boolean {
  return nights >= FEWEST_NIGHTS && 1 / (nights + 1) <= level
}

/**
 * How strange is tonight, feature by feature, among the earlier nights? Each feature is a few numbers a night, and its
 * statistic is the largest distance of one of them from what the other nights predict, in standard errors.
 *
 * Where a feature has enough nights, 1 / (nights + 1) at most `level`, tonight's largest statistic is ranked among those
 * of the earlier nights, each against all others: exact for exchangeable nights of any shape. Before that p comes from
 * Student's t distribution times the number of numbers, which is calibrated for roughly normal nights only.
 *
 * @param checks one a feature
 * @param level of these checks
 * @returns in the order given
 */
export function testAgainstNights(checks: readonly NightCheck[], level: number): NightTest[] {
  const ranked = checks.map(({ earlier }) => isRanked(earlier.length, level))
  const occasions = [...new Set(checks.flatMap(({ earlier }) => earlier.map(({ night }) => night)))].sort()
  const statistics = checks.flatMap((check, i) => (ranked[i] ? [rankedStatistic(check, occasions)] : []))
  const joint = stepDownRanks(statistics).values()
  const own = statistics.map((statistic) => stepDownRanks([statistic])[0]!).values()
  return checks.map((check, i) => {
    if (!ranked[i]) return besides(predictedTest(check), statistics.length === 0 ? null : checks.length)
    const { earlier } = check
    return {
      pValue: own.next().value!,
      jointPValue: joint.next().value!,
      test: `rank among ${earlier.length} nights${adjustment(check)}, all checks together, for exchangeable nights of any shape`,
      note: null,
    }
  })
}

/** Beside checks that are ranked together, one that is not is corrected for all of them by itself (Bonferroni). */
function besides(test: NightTest, checks: number | null): NightTest {
  if (checks === null || test.pValue === null) return test
  return { ...test, jointPValue: Math.min(1, test.pValue * checks) }
}

const UNTESTED = { pValue: null, jointPValue: null, test: 'none: too few nights' }

/** What there is to say of a check with so many earlier nights, fewer than seven. */
export function tooFewNights(nights: number): NightTest {
  return { ...UNTESTED, note: `${countOf(nights)} with enough values, ${FEWEST_NIGHTS} needed` }
}

function predictedTest(check: NightCheck): NightTest {
  const { tonight, earlier } = check
  if (earlier.length < FEWEST_NIGHTS) return tooFewNights(earlier.length)
  if (isWeekend(tonight.night) && !earlier.some(({ night }) => isWeekend(night)))
    return { ...UNTESTED, note: 'it is the first weekend, and weekends may differ' }
  const errors = errorsOf(check).map(({ t, dof }) => ({ t: t.at(-1)!, dof }))
  if (errors.some(({ t }) => Number.isNaN(t)))
    return { ...UNTESTED, note: 'too few earlier nights of its weekday' }
  const least = Math.min(...errors.map(({ t, dof }) => 2 * studentSurvival(Math.abs(t), dof)))
  const pValue = Math.min(1, least * errors.length)
  return {
    pValue,
    jointPValue: null,
    test: `t-prediction from ${earlier.length} nights${adjustment(check)}, calibrated for roughly normal nights only`,
    note: null,
  }
}

function rankedStatistic(check: NightCheck, occasions: readonly string[]): RankedStatistic {
  const largest = new Float64Array(check.earlier.length + 1)
  for (const { t } of errorsOf(check))
    for (let at = 0; at < t.length; at += 1) largest[at] = Math.max(largest[at]!, Math.abs(t[at]!))
  const byNight = new Map(check.earlier.map(({ night }, i) => [night, largest[i]!]))
  const known = (night: string) => {
    const one = byNight.get(night)
    return one === undefined || Number.isNaN(one) ? null : one
  }
  return { current: largest.at(-1)!, earlier: occasions.map(known) }
}

/** Of each earlier night, and last of tonight. */
function errorsOf({ tonight, earlier }: NightCheck): ReturnType<typeof nightErrors> {
  return nightErrors([...earlier, tonight], weekdayGroups(tonight.night, earlier).groupOf)
}

function adjustment({ tonight, earlier }: NightCheck): string {
  return weekdayGroups(tonight.night, earlier).byWeekday ? ' by weekday' : ''
}

function countOf(nights: number): string {
  return nights === 1 ? '1 earlier night' : `${nights} earlier nights`
}
