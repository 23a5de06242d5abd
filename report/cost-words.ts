import type { NightReport } from './night-report.ts'

/**
 * What the suite's run cost, in a sentence; empty where nothing is known to have cost anything.
 *
 * @example costSentence({ usd: 1.25, judges: { usd: 0.5 } }) // 'It cost $1.7500, $0.5000 of it for judges.'
 */
export function costSentence(cost: NonNullable<NightReport['run']>['cost']): string {
  const { usd = null, judges = { usd: null } } = cost ?? {}
  if (usd === null && judges.usd === null) return ''
  const of = judges.usd === null ? '' : `, $${judges.usd.toFixed(4)} of it for judges`
  return `It cost $${((usd ?? 0) + (judges.usd ?? 0)).toFixed(4)}${of}.`
}
