import type { Effect } from '../../drift/comparison.ts'
import { EFFECT_WORDS } from '../../drift/effect-words.ts'
import { formatPercent, formatPoints, formatSigned } from './number.ts'

/** The name of an effect for people: `Cliff’s δ`. Never a p-value. */
export function effectName(effect: Effect): string {
  return EFFECT_WORDS[effect.name].replace(/^./, (first) => first.toUpperCase())
}

/**
 * The estimate in its own unit: points for differences of shares, two decimals for the rest.
 *
 * @example effectValue({ name: 'passRateDifference', value: -0.113, … }) // '−11.3 points'
 */
export function effectValue(effect: Effect): string {
  return inUnit(effect, effect.value)
}

/**
 * The interval in the estimate's unit, with its level.
 *
 * @example effectInterval(effect) // '−14.2 to −8.4 points (95 % interval)'
 */
export function effectInterval(effect: Effect): string {
  const { lower, upper, level } = effect.interval
  const bounds = `${inUnit(effect, lower)} to ${inUnit(effect, upper)}`.replace(' points to', ' to')
  return `${bounds} (${formatPercent(level).replace('.0', '')} interval)`
}

/**
 * What is left of an estimate after the mean it would have by chance alone, when that is less: `0.15`; else `null`.
 * Signed effects have no such mean.
 */
export function effectBeyondChance(effect: Effect): string | null {
  const { name } = effect
  return name === 'ks' || name === 'totalVariation' || name === 'uncoveredShare'
    ? inUnit(effect, effect.corrected)
    : null
}

/** `Cliff’s δ −0.42, −0.47 to −0.37 (95 % interval)`, or why there is none. */
export function effectSentence(effect: Effect | null): string {
  if (effect === null) return 'no effect could be estimated'
  return `${effectName(effect)} ${effectValue(effect)}, ${effectInterval(effect)}`
}

/** What a column of short forms is of: the name of an effect, and its unit where it has one. */
export function effectNameAndUnit(effect: Effect): string {
  return effectValue(effect).endsWith('points') ? `${effectName(effect)}, points` : effectName(effect)
}

/** `−0.42 [−0.47, −0.37]`: the short form for tables, without its unit. */
export function effectShort(effect: Effect | null): string {
  if (effect === null) return '–'
  const bare = (value: number) => inUnit(effect, value).replace(' points', '')
  return `${bare(effect.value)} [${bare(effect.interval.lower)}, ${bare(effect.interval.upper)}]`
}

function inUnit(effect: Effect, value: number): string {
  if (effect.name === 'uncoveredShare' || effect.name === 'topicShare') return formatPercent(value)
  if (effect.name === 'passRateDifference') return formatPoints(value)
  return effect.name === 'cliffsDelta' ? formatSigned(value) : value.toFixed(2)
}
