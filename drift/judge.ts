import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts'
import type { Comparison, Direction, Effect, JudgedComparison, Verdict } from './comparison.ts'
import { type Acceptance, acceptedUpTo } from './decision.ts'
import { effectSize } from './effect-size.ts'
import { EFFECT_WORDS } from './effect-words.ts'

/** How one family is judged. */
export interface JudgeOptions {
  /** The family's level; adjusted p-values are held against it. */
  readonly alpha: number
  /** Also ask that the whole interval lies beyond the minimum effect (live against offline). */
  readonly wholeInterval?: boolean
  /** Gaps that people accepted: they leave the family, and are quiet up to the size that was accepted. */
  readonly acceptances?: readonly Acceptance[]
}

/**
 * Which comparisons of one family differ beyond chance and beyond their minimum effect?
 * Benjamini–Hochberg runs over all comparisons that have a p-value and enough data; a p-value that comes corrected for
 * its family stays as it is. An accepted gap leaves the family: its own p-value stands, and its effect must be beyond
 * what was accepted.
 * A pass rate only counts when it fell; a rise is never a finding.
 *
 * @returns the comparisons in the same order, each with the rule that decided in words
 */
export function judge(comparisons: readonly Comparison[], options: JudgeOptions): JudgedComparison[] {
  const accepted = new Map(comparisons.map((comparison) => [comparison, acceptedLimit(comparison, options)]))
  const open = comparisons.filter((one) => hasEnoughData(one) && accepted.get(one) === null)
  const adjusted = benjaminiHochberg(open.map((comparison) => comparison.pValue ?? 1))
  const adjustedOf = new Map(
    open.map((comparison, i) => [comparison, comparison.jointPValue ?? adjusted[i] ?? null]),
  )
  return comparisons.map((comparison) => {
    const limit = accepted.get(comparison) ?? null
    const p = limit === null ? (adjustedOf.get(comparison) ?? null) : comparison.pValue
    return judgeOne(comparison, { adjustedPValue: p, limit, options })
  })
}

function hasEnoughData({ n, minimumN, pValue, effect }: Comparison): boolean {
  return Math.min(n.reference, n.current) >= minimumN && pValue !== null && effect !== null
}

/** Up to which size its gap is accepted, or null. */
function acceptedLimit(comparison: Comparison, { acceptances = [] }: JudgeOptions): number | null {
  if (comparison.effect === null || !hasEnoughData(comparison)) return null
  const direction = directionOf(comparison, comparison.effect)
  return acceptedUpTo({ ...comparison, direction }, acceptances)?.size ?? null
}

/** One comparison's way to its verdict. */
interface Judging {
  readonly adjustedPValue: number | null
  readonly limit: number | null
  readonly options: JudgeOptions
}

function judgeOne(comparison: Comparison, judging: Judging): JudgedComparison {
  const { effect, minimumEffect } = comparison
  const { adjustedPValue, limit, options } = judging
  const base = { ...comparison, adjustedPValue, alpha: options.alpha }
  if (adjustedPValue === null || effect === null) {
    return { ...base, verdict: 'insufficient-data', direction: null, rule: insufficientRule(comparison) }
  }
  const conditions = conditionsOf(effect, Math.max(limit ?? 0, minimumEffect), { ...judging, adjustedPValue })
  const quiet: Verdict = limit !== null && effectSize(effect) > minimumEffect ? 'accepted' : 'same'
  return {
    ...base,
    verdict: conditions.every((condition) => condition.holds) ? 'drifted' : quiet,
    direction: directionOf(comparison, effect),
    rule: [...conditions.map((c) => c.words), ...testInWords(comparison)].join('; '),
  }
}

/** What a test over nights takes for granted belongs to the rule. */
function testInWords({ jointPValue, test }: Comparison): string[] {
  return jointPValue === undefined ? [] : [`p by ${test}`]
}

interface Condition {
  readonly holds: boolean
  readonly words: string
}

function conditionsOf(
  effect: Effect,
  minimum: number,
  { adjustedPValue, limit, options }: Judging & { readonly adjustedPValue: number },
): Condition[] {
  const significant = adjustedPValue <= options.alpha
  const size = effectSize(effect)
  const beyond = size > minimum
  const p = limit === null ? 'adjusted p' : 'p'
  const what = limit === null ? 'minimum' : 'accepted limit'
  const conditions = [
    {
      holds: significant,
      words: `${p} ${format(adjustedPValue)} ${significant ? '≤' : '>'} ${format(options.alpha)}`,
    },
    {
      holds: beyond,
      words: `${sizeName(effect)} ${format(size)} ${beyond ? '>' : '≤'} ${what} ${format(minimum)}`,
    },
  ]
  if (options.wholeInterval) conditions.push(intervalCondition(effect, minimum))
  return conditions
}

/** What `effectSize` gives, so that its sign can be read. */
function sizeName({ name }: Effect): string {
  if (name === 'passRateDifference') return 'drop of the pass rate'
  return name === 'cliffsDelta' || name === 'topicShare'
    ? `size of ${EFFECT_WORDS[name]}`
    : `${EFFECT_WORDS[name]} beyond chance`
}

function intervalCondition({ interval }: Effect, minimum: number): Condition {
  const nearest = interval.lower > 0 ? interval.lower : interval.upper < 0 ? -interval.upper : 0
  const holds = nearest > minimum
  return {
    holds,
    words: `nearest end of its interval ${format(nearest)} ${holds ? '>' : '≤'} ${format(minimum)}`,
  }
}

function directionOf({ metrics, minimumEffect }: Comparison, effect: Effect): Direction {
  if (effect.name === 'passRateDifference' || effect.name === 'topicShare')
    return effect.value < 0 ? 'down' : 'up'
  const delta = effect.name === 'cliffsDelta' ? effect.value : (metrics.cliffsDelta ?? 0)
  // Cliff's delta is positive where the reference is larger.
  return Math.abs(delta) <= minimumEffect / 2 ? 'changed' : delta < 0 ? 'up' : 'down'
}

function insufficientRule({ n, minimumN, notes }: Comparison): string {
  const least = Math.min(n.reference, n.current)
  if (least < minimumN)
    return `not judged: ${least} ${least === 1 ? 'value' : 'values'} on the smaller side, ${minimumN} needed`
  return `not judged: ${notes[0] ?? 'the comparison has no p-value'}`
}

function format(value: number): string {
  return String(Number(value.toPrecision(3)))
}
