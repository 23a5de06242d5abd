import { z } from 'zod'
import type { Answer } from '../../suite/case-result.ts'

const count = z.number().nonnegative()

/** Tokens as they are told, the parts of input and output among them. */
export const toldTokens = z.object({
  input: count,
  output: count,
  cached: count.exactOptional(),
  reasoning: count.exactOptional(),
})

/** What is told of an answer in a line of JSON, beside its output; other keys (labels, notes) are left alone. */
export const answerKeys = {
  model: z.string().nullish(),
  finish_reason: z.string().nullish(),
  latency_ms: count.nullish(),
  first_token_ms: count.nullish(),
  tokens: toldTokens.nullish(),
  cost_usd: count.nullish(),
  fingerprint: z.string().nullish(),
  tool_calls: z.array(z.object({ name: z.string(), arguments: z.unknown().optional() })).nullish(),
}

const told = z.object(answerKeys)

/**
 * An answer as a line tells it; what it does not tell is unknown.
 *
 * @param model  stands for lines that name none
 */
export function recordedAnswer(
  output: string,
  line: z.output<typeof told>,
  model: string | undefined,
): Answer {
  return {
    output,
    model: line.model ?? model ?? null,
    finishReason: line.finish_reason ?? null,
    latencyMs: line.latency_ms ?? null,
    ...(line.first_token_ms == null ? {} : { firstTokenMs: line.first_token_ms }),
    tokens: line.tokens ?? null,
    costUsd: line.cost_usd ?? null,
    ...(line.fingerprint == null ? {} : { fingerprint: line.fingerprint }),
    ...(line.tool_calls ? { toolCalls: line.tool_calls } : {}),
  }
}
