import type { RequestToScore } from '../queries/scores/read-requests.ts'
import type { Ask } from '../suite/ask.ts'
import type { Answer } from '../suite/case-result.ts'
import type { Prices } from '../suite/config/price-spec.ts'
import { costOf } from '../suite/cost.ts'

/** A request as a case that was asked once, and what production answered. */
export interface AnsweredAsk {
  readonly ask: Ask
  readonly answer: Answer
}

/**
 * Turns requests into cases without an expected answer. What production paid for an answer is not paid again: it counts as
 * one from before.
 *
 * @param pricing for answers that were logged without a cost
 */
export function requestsAsCases(
  requests: readonly RequestToScore[],
  pricing: { readonly prices: Prices; readonly day: string },
): AnsweredAsk[] {
  return requests.map((request) => {
    const { key, unit, input, tags } = request
    const group = unit === null ? {} : { group: unit }
    return { ask: { item: { id: key, input, tags, ...group }, epoch: 1 }, answer: answerOf(request, pricing) }
  })
}

function answerOf(
  { output, model, finishReason, latencyMs, inputTokens, outputTokens, costUsd }: RequestToScore,
  { prices, day }: { readonly prices: Prices; readonly day: string },
): Answer {
  const tokens =
    inputTokens === null || outputTokens === null ? null : { input: inputTokens, output: outputTokens }
  return {
    output,
    model,
    finishReason,
    latencyMs,
    tokens,
    costUsd: costUsd ?? costOf(tokens, prices, { models: [model], day }),
    fromCache: true,
  }
}
