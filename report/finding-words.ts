import { checkClaim, MISSING } from '../drift/check-label.ts'
import type { Comparison, Direction, Effect } from '../drift/comparison.ts'
import { COVERAGE } from '../drift/coverage/compare-coverage.ts'
import { checkWords, shownLabel } from './check-words.ts'
import { coveredInWords } from './coverage-words.ts'
import { familyWords } from './family-words.ts'
import { countOf, formatCount, formatNumber, formatPercent } from './format/number.ts'
import { type PairedTable, passRates } from './pass-rates.ts'
import { oneLine } from './plain-text.ts'

/**
 * What diverged and which way, in plain words with the numbers a person can picture. Names of tags and categories
 * stand in it as they are: escape it.
 *
 * @example plainSentence(latency, 'up') // 'Requests take longer tonight than on recent nights: the median is 1.9 s instead …'
 */
export function plainSentence(comparison: Comparison, direction: Direction | null): string {
  const { distribution } = comparison
  if (comparison.check === COVERAGE) return coverageSentence(comparison)
  const missing = missingShares(comparison)
  if (missing !== null) return missingSentence(comparison, missing)
  const claimed = claimedShares(comparison)
  if (claimed !== null) return claimSentence(comparison, claimed)
  if (distribution?.kind === 'paired') return pairedSentence(distribution.table)
  if (comparison.type === 'paired')
    return `${capital(shownLabel(comparison.check))} is ${compared(direction, comparison)}.`
  if (comparison.type === 'text') return topicSentence(comparison, direction)
  return comparison.type === 'numeric' ? numericSentence(comparison, direction) : mixSentence(comparison)
}

/**
 * What an effect means, in a sentence, so that nobody has to know its sign. Cliff's δ counts pairs with ties halved;
 * total variation is the share that would have to move. A difference of shares speaks for itself: `null`.
 *
 * @example effectMeaning({ name: 'cliffsDelta', value: -0.42, … }) // '… larger in 71.0 % of the pairs …'
 */
export function effectMeaning(effect: Effect): string | null {
  const share = formatPercent(Math.abs(effect.value))
  switch (effect.name) {
    case 'cliffsDelta':
      return `Pair every current value with every reference value: the current one is larger in ${formatPercent((1 - effect.value) / 2)} of the pairs (ties count half; 50 % would be no difference).`
    case 'ks':
      return `Where the two sides differ most, the shares of smaller values are ${formatNumber(100 * effect.value)} points apart.`
    case 'totalVariation':
      return `${share} of one side would have to change category to look like the other.`
    case 'uncoveredShare':
      return `${share} of the requests lie where requests are more than four times as dense as offline cases.`
    case 'passRateDifference':
    case 'topicShare':
      return null
  }
}

/**
 * How much of an effect is not chance, in its unit, where that is less than the effect: it is what verdicts look at.
 *
 * @example chanceMeaning({ name: 'totalVariation', value: 0.835, corrected: 0.095, … }) // 'Chance … all but 9.5 % …'
 */
export function chanceMeaning({ name, value, corrected }: Effect): string | null {
  if (corrected >= value || (name !== 'ks' && name !== 'totalVariation')) return null
  if (corrected === 0) return 'Chance alone can account for all of it.'
  const rest = name === 'ks' ? `${formatNumber(100 * corrected)} points` : formatPercent(corrected)
  return `Chance alone can account for all but ${rest}, by which the verdict goes.`
}

function coverageSentence({ metrics }: Comparison): string {
  const { coveredShare, coveredLower, coveredUpper } = metrics
  if (coveredShare == null || coveredLower == null || coveredUpper == null)
    return 'It is not known how much of the traffic resembles an offline case.'
  return capital(coveredInWords({ share: coveredShare, lower: coveredLower, upper: coveredUpper }))
}

function pairedSentence(table: PairedTable): string {
  const rates = passRates(table)
  if (rates === null) return 'No case was scored in both runs.'
  const { n10, n01 } = table
  const paired = `Of ${countOf(rates.current.n, 'case')} that both runs scored, `
  return `${paired}${formatCount(n10)} passed in the baseline and ${n10 === 1 ? 'fails' : 'fail'} now; ${formatCount(n01)} failed in the baseline and ${n01 === 1 ? 'passes' : 'pass'} now.`
}

function numericSentence(comparison: Comparison, direction: Direction | null): string {
  const words = checkWords(comparison.check)
  const { here, there } = familyWords(comparison.family)
  const clause =
    direction === 'up' || direction === 'down'
      ? `${words[direction]} ${here} than ${there}`
      : `The distribution of ${words.label} ${here} is not the one ${there}`
  if (comparison.distribution?.kind !== 'numeric') return `${clause}.`
  const { quantiles, means } = comparison.distribution
  const { reference, current } = quantiles
  const { quantity } = words
  if (means !== undefined && quantity(means.reference) !== quantity(means.current))
    return `${clause}: the mean is ${quantity(means.current)} instead of ${quantity(means.reference)}, the median ${quantity(current.p50)} on both sides.`
  if (reference.p50 === current.p50 && reference.p95 === current.p95)
    return `${clause}, though median and 95th percentile are the same, ${quantity(current.p50)} and ${quantity(current.p95)}.`
  return `${clause}: the median is ${quantity(current.p50)} instead of ${quantity(reference.p50)}, the 95th percentile ${quantity(current.p95)} instead of ${quantity(reference.p95)}.`
}

function mixSentence(comparison: Comparison): string {
  const { here, there } = familyWords(comparison.family)
  const clause = `The mix of ${shownLabel(comparison.check)} ${here} is not the one ${there}`
  if (comparison.distribution?.kind !== 'categorical') return `${clause}.`
  const growth = ({ reference, current }: Shares) => current - reference
  // Of two that moved as far, the one that grew is the news.
  const moved = [...comparison.distribution.categories].sort(
    (a, b) => Math.abs(growth(b)) - Math.abs(growth(a)) || growth(b) - growth(a),
  )[0]
  if (!moved) return `${clause}.`
  return `${clause}: “${oneLine(moved.name, 60)}” makes up ${formatPercent(moved.current)} instead of ${formatPercent(moved.reference)}.`
}

function topicSentence({ distribution, family }: Comparison, direction: Direction | null): string {
  const { here, there } = familyWords(family)
  const topic = distribution?.kind === 'categorical' ? distribution.categories[0] : undefined
  if (!topic) return `The topics of inputs ${here} are not those ${there}.`
  const often = direction === 'down' ? 'less' : 'more'
  return `People write about ${oneLine(topic.name, 160)} ${often} often ${here} than ${there}: in ${formatPercent(topic.current)} instead of ${formatPercent(topic.reference)}.`
}

type Shares = { readonly reference: number; readonly current: number }

/** How often a feature was missing on both sides, when that is what was compared (`latency_ms.missing`). */
function missingShares({ check, distribution }: Comparison): Shares | null {
  if (!check.endsWith(MISSING) || distribution?.kind !== 'categorical') return null
  return distribution.categories.find(({ name }) => name === 'missing') ?? null
}

function missingSentence({ check, family }: Comparison, { reference, current }: Shares): string {
  const { here, there } = familyWords(family)
  const often = current > reference ? 'more' : 'less'
  const what = capital(shownLabel(check.slice(0, -MISSING.length)))
  return `${what} is missing ${often} often ${here} than ${there}: ${formatPercent(current)} instead of ${formatPercent(reference)}.`
}

/** How often a feature of yes and no holds on both sides, as a clause and two shares. */
function claimedShares({ check, distribution }: Comparison): (Shares & { readonly claim: string }) | null {
  const claim = checkClaim(check)
  if (claim === null || distribution?.kind !== 'categorical') return null
  const shares = distribution.categories.find(({ name }) => name === 'true')
  return { claim, reference: shares?.reference ?? 0, current: shares?.current ?? 0 }
}

function claimSentence(
  { family }: Comparison,
  { claim, reference, current }: Shares & { readonly claim: string },
): string {
  const { here, there } = familyWords(family)
  const often = current > reference ? 'more' : 'less'
  return `${capital(claim)} ${often} often ${here} than ${there}: in ${formatPercent(current)} instead of ${formatPercent(reference)}.`
}

function compared(direction: Direction | null, { family }: Comparison): string {
  const { here, there } = familyWords(family)
  if (direction !== 'up' && direction !== 'down') return `not the same ${here} as ${there}`
  return `${direction === 'down' ? 'lower' : 'higher'} ${here} than ${there}`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
