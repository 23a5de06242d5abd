import pLimit from 'p-limit'
import { asksOf } from '../../suite/ask.ts'
import type { Case } from '../../suite/case.ts'
import type { Answer, CaseResult } from '../../suite/case-result.ts'
import { type BatchOptions, runBatch } from '../../suite/run-batch.ts'
import { type Target, TargetError } from '../../suite/target.ts'

/** An answer that every case takes for right. */
export const answered: Answer = {
  output: 'yes',
  model: 'm',
  finishReason: 'stop',
  latencyMs: 1,
  tokens: null,
  costUsd: null,
}
export const unreachable = new TargetError('unreachable', 'Cannot get an answer: nothing listens there.', 0)

/** Cases `c0`, `c1`, … */
export function casesOf(count: number): Case[] {
  return Array.from({ length: count }, (_, index) => ({ id: `c${index}`, input: 'q', expected: 'yes' }))
}

/** A target that answers as the test says. */
export function targetOf(ask: (id: string, signal: AbortSignal) => Promise<Answer> | Answer): Target {
  return { name: 'test', ask: async ({ id }, { signal }) => ask(id, signal) }
}

/** Runs a batch of so many cases. */
export function run(
  count: number,
  ask: Parameters<typeof targetOf>[0],
  options: Partial<BatchOptions> = {},
): Promise<CaseResult[]> {
  return runBatch(asksOf(casesOf(count), 1), {
    target: targetOf(ask),
    scorers: [{ kind: 'contains', match: 'any' }],
    slots: pLimit(4),
    signal: new AbortController().signal,
    sleep: async () => undefined,
    ...options,
  })
}
