import { z } from 'zod'
import type { Case, Expected } from '../case.ts'
import type { Answer } from '../case-result.ts'
import { scorerNameSpec } from './scorer-name.ts'

/** What a scorer of your own is given. */
export interface Judged {
  readonly output: string
  readonly expected: Expected | undefined
  /** The whole case, unknown keys among it. */
  readonly case: Case
  /** The whole answer: model, finish reason, tokens, latency, cost, tool calls. */
  readonly answer: Answer
}

/** A number between 0 and 1, whether it passes, or null where the output cannot be judged; alone or with a reason. */
export type CustomVerdict =
  | number
  | boolean
  | null
  | { readonly value: number | boolean | null; readonly reason?: string }

type Judge = (judged: Judged) => CustomVerdict | Promise<CustomVerdict>

export const customSpec = z.strictObject({
  kind: z.literal('custom'),
  name: scorerNameSpec,
  fn: z.custom<Judge>((value) => typeof value === 'function', 'expected a function'),
  atLeast: z.number().gt(0).max(1).default(0.5),
  /** On: a function that compares with the expected answer must not be given a request that has none. */
  needsExpected: z.boolean().default(true),
})

export type CustomScorer = z.output<typeof customSpec>

/**
 * A scorer of your own.
 *
 * @param fn is given the output, the expected answer, the case and the answer; may be asynchronous
 * @param options `atLeast`: the smallest value that passes, 0.5 unless given; `needsExpected: false` when it judges
 *   without an expected answer, so that it can score a night's traffic too
 * @example scorer('short', ({ output }) => output.length <= 200, { needsExpected: false })
 */
export function scorer(
  name: string,
  fn: Judge,
  options: { readonly atLeast?: number; readonly needsExpected?: boolean } = {},
): z.input<typeof customSpec> {
  return { kind: 'custom', name, fn, ...options }
}
