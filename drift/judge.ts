import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts'
import type { Comparison, Direction, Effect, JudgedComparison, Verdict } from './comparison.ts'

/** How one family is judged. */
export interface JudgeOptions {
  /** The family's level; adjusted p-values are held against it. */
  readonly alpha: number
  /** Also ask that the whole interval lies beyond the minimum effect (live against offline). */
  readonly wholeInterval?: boolean
}

/**
 * Which comparisons of one family differ beyond chance and beyond their minimum effect?
 * Benjamini–Hochberg runs over all comparisons that have a p-value and enough data; a p-value that comes corrected for
 * its family stays as it is.
 * A pass rate only counts when it fell; a rise is never a finding.
 *
 * @returns the comparisons in the same order, each with the rule that decided in words
 */
export function judge(comparisons: readonly Comparison[], options: JudgeOptions): JudgedComparison[] {
  const judgeable = comparisons.filter(hasEnoughData)
  const adjusted = benjaminiHochberg(judgeable.map((comparison) => comparison.pValue ?? 1))
  const adjustedOf = new Map(
    judgeable.map((comparison, i) => [comparison, comparison.jointPValue ?? adjusted[i] ?? null]),
  )
  return comparisons.map((comparison) => judgeOne(comparison, adjustedOf.get(comparison) ?? null, options))
}

function hasEnoughData({ n, minimumN, pValue, effect }: Comparison): boolean {
  return Math.min(n.reference, n.current) >= minimumN && pValue !== null && effect !== null
}

function judgeOne(
  comparison: Comparison,
  adjustedPValue: number | null,
  options: JudgeOptions,
): JudgedComparison {
  const { effect } = comparison
  const base = { ...comparison, adjustedPValue, alpha: options.alpha }
  if (adjustedPValue === null || effect === null) {
    return { ...base, verdict: 'insufficient-data', direction: null, rule: insufficientRule(comparison) }
  }
  const conditions = conditionsOf(comparison, effect, { adjustedPValue, options })
  const verdict: Verdict = conditions.every((condition) => condition.holds) ? 'drifted' : 'same'
  return {
    ...base,
    verdict,
    direction: directionOf(comparison, effect),
    rule: conditions.map((c) => c.words).join('; '),
  }
}

interface Condition {
  readonly holds: boolean
  readonly words: string
}

function conditionsOf(
  comparison: Comparison,
  effect: Effect,
  { adjustedPValue, options }: { adjustedPValue: number; options: JudgeOptions },
): Condition[] {
  const { minimumEffect } = comparison
  const significant = adjustedPValue <= options.alpha
  const size = sizeOf(effect)
  // What a test over nights takes for granted belongs to the rule.
  const by = comparison.jointPValue === undefined ? '' : ` by ${comparison.test}`
  const conditions = [
    {
      holds: significant,
      words: `adjusted p ${format(adjustedPValue)} ${significant ? '≤' : '>'} ${format(options.alpha)}${by}`,
    },
    {
      holds: size > minimumEffect,
      words: `${sizeName(effect)} ${format(size)} ${size > minimumEffect ? '>' : '≤'} minimum ${format(minimumEffect)}`,
    },
  ]
  if (options.wholeInterval) conditions.push(intervalCondition(effect, minimumEffect))
  return conditions
}

/** The size that is held against the minimum: for a pass rate only a drop counts. */
function sizeOf(effect: Effect): number {
  return effect.name === 'passRateDifference' ? -effect.corrected : Math.abs(effect.corrected)
}

/** What `sizeOf` gives, so that its sign can be read. */
function sizeName({ name }: Effect): string {
  return name === 'passRateDifference' ? 'drop of the pass rate' : name
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
  if (effect.name === 'passRateDifference') return effect.value < 0 ? 'down' : 'up'
  const delta = effect.name === 'cliffsDelta' ? effect.value : (metrics.cliffsDelta ?? 0)
  // Cliff's delta is positive where the reference is larger.
  return Math.abs(delta) <= minimumEffect / 2 ? 'changed' : delta < 0 ? 'up' : 'down'
}

function insufficientRule({ n, minimumN, notes }: Comparison): string {
  const least = Math.min(n.reference, n.current)
  if (least < minimumN) return `not judged: ${least} values on the smaller side, ${minimumN} needed`
  return `not judged: ${notes[0] ?? 'the comparison has no p-value'}`
}

function format(value: number): string {
  return String(Number(value.toPrecision(3)))
}
