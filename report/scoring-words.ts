import { countOf, formatPercent } from './format/number.ts'
import type { NightReport, ScorerReport, TrafficScoring } from './night-report.ts'
import { oneLine } from './plain-text.ts'

/** More scorers are read in the report. */
const MOST = 6

/**
 * What scoring a sample of the traffic came to, line by line: pass rates, and what judging cost. None where none was scored.
 *
 * @example scoringLines(report.scoring) // ['tone: 91.5 % of 200 requests pass (86.8 % to 94.6 %)', 'Judging them cost $0.0412.']
 */
export function scoringLines(scoring: NightReport['scoring']): string[] {
  if (scoring === null || scoring.scorers.length === 0) return []
  const more = scoring.scorers.length - MOST
  return [
    ...scoring.scorers.slice(0, MOST).map(scorerLine),
    ...(more > 0 ? [`${countOf(more, 'more scorer')} in the report.`] : []),
    ...notReached(scoring),
    ...judgingCost(scoring),
  ]
}

/** How many requests were scored, which were not, and what it cost: what stands above the pass rates. */
export function scoringSentence(scoring: TrafficScoring): string {
  const { scored, unscored } = scoring.counts
  const none = unscored > 0 ? `, ${countOf(unscored, 'other')} could not be judged` : ''
  return [
    `${countOf(scored, 'request')} scored${none}.`,
    ...notReached(scoring),
    ...judgingCost(scoring),
  ].join(' ')
}

function scorerLine({ name, n, passRate, interval }: ScorerReport): string {
  const called = oneLine(name, 80)
  if (passRate === null || interval === null) return `${called}: none could be scored.`
  const range = `${formatPercent(interval.lower)} to ${formatPercent(interval.upper)}`
  return `${called}: ${formatPercent(passRate)} of ${countOf(n, 'request')} pass (${range}).`
}

/** What the budget did not reach: fewer requests, and no regression. */
function notReached({ counts, budgetUsd }: TrafficScoring): string[] {
  if (counts.skipped === 0) return []
  const budget = budgetUsd === null ? '' : ` of $${budgetUsd}`
  return [`${countOf(counts.skipped, 'sampled request')} not scored, because the budget${budget} was spent.`]
}

/** What the judges cost, in a sentence; none where no judge was asked anew. */
function judgingCost({ cost }: TrafficScoring): string[] {
  if (cost.usd === null && cost.tokens === 0) return []
  const tokens = countOf(cost.tokens, 'token')
  return cost.usd === null
    ? [`Judging them took ${tokens}, whose cost is not known: their model has no price.`]
    : [`Judging them cost $${cost.usd.toFixed(4)} (${tokens}).`]
}
