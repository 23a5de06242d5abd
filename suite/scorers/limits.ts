import type { Answer, Score } from '../case-result.ts'
import { passOrFail, unscored } from './accepted.ts'

/**
 * Did the answer come in time, from sending to the last byte?
 *
 * @param maxMs milliseconds, the limit included
 * @returns unscored when nobody measured it, as in a recording
 */
export function scoreLatency({ latencyMs }: Answer, maxMs: number): Score {
  if (latencyMs === null) return unscored('the latency is not known')
  return passOrFail(latencyMs <= maxMs, `${Math.round(latencyMs)} ms, the limit is ${maxMs} ms`)
}

/**
 * Did the answer cost no more than it may?
 *
 * @param maxUsd US dollars, the limit included
 * @returns unscored without a price: an unknown cost is not 0
 */
export function scoreCost({ costUsd }: Answer, maxUsd: number): Score {
  if (costUsd === null) return unscored('the cost is not known: the model has no price')
  return passOrFail(costUsd <= maxUsd, `${costUsd} US dollars, the limit is ${maxUsd}`)
}
