import { checkClaim, checkLabel, MISSING } from './check-label.ts'
import type { Direction, Family, JudgedComparison } from './comparison.ts'
import { COVERAGE } from './coverage/compare-coverage.ts'
import { EVERYTHING } from './summary.ts'

const AGAINST: Readonly<Record<Family, string>> = {
  'suite-against-baseline': 'the accepted baseline',
  'live-against-offline': 'the offline cases',
  'live-against-recent': 'the recent nights',
  'slow-drift': 'the frozen nights',
}

const SHARE_OF: Readonly<Record<Family, string>> = {
  'suite-against-baseline': 'the accepted baseline',
  'live-against-offline': 'the offline cases',
  'live-against-recent': 'that of the recent nights',
  'slow-drift': 'that of the frozen nights',
}

const NEVER_IN: Readonly<Record<Family, string>> = {
  'suite-against-baseline': 'the accepted baseline does not have',
  'live-against-offline': 'no offline case has',
  'live-against-recent': 'the recent nights did not have',
  'slow-drift': 'the frozen nights did not have',
}

/**
 * A finding in one line: what changed, by how much, against what.
 *
 * @example titleOf(latency, 'up') // 'Latency is higher than on the recent nights (median 905 → 1,214)'
 */
export function titleOf(comparison: JudgedComparison, direction: Direction): string {
  const what = describe(comparison, direction)
  return comparison.slice === EVERYTHING ? what : `${what} in one slice`
}

function describe(comparison: JudgedComparison, direction: Direction): string {
  const { distribution, type, check, family } = comparison
  if (distribution?.kind === 'paired') return passRateTitle(comparison)
  if (check === COVERAGE)
    return `No offline case resembles ${percent(comparison.effect?.value ?? 0)} of the traffic`
  if (type === 'text') return topicTitle(comparison, direction)
  if (type !== 'numeric') return mixTitle(comparison)
  const word = { up: 'is higher', down: 'is lower', changed: 'has another shape' }[direction]
  return `${capital(checkLabel(check))} ${word} than ${on(family)}${medians(check, distribution)}`
}

/**
 * Both medians, or means where the medians are the same, where there is a distribution: values that span more than the
 * largest number have none.
 */
function medians(check: string, distribution: JudgedComparison['distribution']): string {
  if (distribution?.kind !== 'numeric') return ''
  const { reference, current } = distribution.quantiles
  const unit = check.endsWith('_ms') ? ' ms' : ''
  const { means } = distribution
  if (means !== undefined) return ` (mean ${short(means.reference)} → ${short(means.current)}${unit})`
  return ` (median ${short(reference.p50)} → ${short(current.p50)}${unit})`
}

/** Where most of the difference is of categories that the reference does not have, that is the news. */
function mixTitle({ distribution, check, effect, family }: JudgedComparison): string {
  const categories = distribution?.kind === 'categorical' ? distribution.categories : []
  const held = whatHolds(check)
  const shares = categories.find(({ name }) => name === held?.category)
  if (held !== null && shares !== undefined)
    return `${capital(held.clause)} in ${percent(shares.current)} of the traffic, in ${percent(shares.reference)} of ${SHARE_OF[family]}`
  const unseen = categories
    .filter((category) => category.reference === 0)
    .reduce((sum, { current }) => sum + current, 0)
  if (unseen > (effect?.value ?? 0) / 2)
    return `In ${percent(unseen)} of the traffic, the ${checkLabel(check)} is one that ${NEVER_IN[family]}`
  return `The mix of ${checkLabel(check)} differs from ${AGAINST[family]} (total variation ${short(effect?.value ?? 0)})`
}

/** The first category is the topic, named by its words. */
function topicTitle({ distribution, family }: JudgedComparison, direction: Direction): string {
  const topic = distribution?.kind === 'categorical' ? distribution.categories[0] : undefined
  const { name = 'a topic', reference = 0, current = 0 } = topic ?? {}
  const what = direction === 'down' ? 'A topic is gone or rarer' : 'A topic is new or more frequent'
  return `${what}: ${name} in ${percent(current)} of the traffic, in ${percent(reference)} of ${SHARE_OF[family]}`
}

/** Of a check with two categories the one that is spoken of, and what holds there. */
function whatHolds(check: string): { readonly clause: string; readonly category: string } | null {
  if (check.endsWith(MISSING))
    return { clause: `${checkLabel(check.slice(0, -MISSING.length))} is missing`, category: 'missing' }
  const clause = checkClaim(check)
  return clause === null ? null : { clause, category: 'true' }
}

function passRateTitle({ check, metrics, effect }: JudgedComparison): string {
  const from = metrics.passRateReference ?? 0
  const to = metrics.passRateCurrent ?? 0
  const change = Math.abs(100 * (effect?.value ?? 0)).toFixed(1)
  const verb = to < from ? 'fell' : 'rose'
  return `Pass rate of ${check.replace(/^quality\./, '')} ${verb} by ${change} points (${percent(from)} → ${percent(to)})`
}

function on(family: Family): string {
  return family === 'live-against-recent' || family === 'slow-drift'
    ? `on ${AGAINST[family]}`
    : `in ${AGAINST[family]}`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** Three digits, and every whole one. */
function short(value: number): string {
  const digits = Math.abs(value) < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }
  return value.toLocaleString('en-US', digits)
}
