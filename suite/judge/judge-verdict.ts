import { z } from 'zod'
import type { Answer } from '../case-result.ts'
import { parseOutput } from '../scorers/json-value.ts'

/** What a verdict is worth. */
const VALUES = { pass: 1, partial: 0.5, fail: 0 } as const

/** A judge's answer: reasons stand before the verdict, because a verdict that comes first is only justified. */
export const JUDGE_SCHEMA = {
  type: 'object',
  properties: {
    reasons: { type: 'string', description: 'what speaks for and against the answer, by the criteria' },
    verdict: { type: 'string', enum: Object.keys(VALUES) },
  },
  required: ['reasons', 'verdict'],
  additionalProperties: false,
} as const

/** The tool through which a model that knows no answer schema gives its verdict. */
export const VERDICT_TOOL = 'give_verdict'

const verdict = z.object({ reasons: z.string(), verdict: z.enum(['pass', 'partial', 'fail']) })

/** A verdict that could be read. */
export interface Verdict {
  readonly value: number
  readonly reasons: string
}

/** Reads a judge's verdict from its call of the tool or its JSON; null when there is none: that is not a failed answer. */
export function readVerdict({ output, toolCalls = [] }: Answer): Verdict | null {
  const called = toolCalls.find(({ name }) => name === VERDICT_TOOL)?.arguments
  const text = typeof called === 'string' ? called : output
  const parsed = typeof called === 'object' ? { value: called } : parseOutput(text, true)
  const { data } = verdict.safeParse('value' in parsed ? parsed.value : null)
  return data === undefined ? null : { value: VALUES[data.verdict], reasons: data.reasons }
}
