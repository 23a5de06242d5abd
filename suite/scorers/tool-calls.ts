import { z } from 'zod'
import type { Expected } from '../case.ts'
import { canonicalJson } from '../case-digest.ts'
import type { Answer, Score, ToolCall } from '../case-result.ts'
import { unscored } from './accepted.ts'
import { graded } from './graded.ts'
import { parseOutput } from './json-value.ts'
import { longestCommon } from './longest-common.ts'
import { sharedCount } from './shared-count.ts'

/** How calls are compared. */
export interface ToolCallOptions {
  /** Whether arguments count, or names alone. */
  readonly compare: 'arguments' | 'names'
  /** Whether the calls must come in the expected order. */
  readonly ordered: boolean
  readonly atLeast: number
}

/**
 * Does the answer call the expected tools? F1 of the calls on both sides, each matched once: 2 · matched over all calls
 * of either. With `ordered`, only the calls of the longest common subsequence match. Arguments are equal as JSON values,
 * whatever the order of their keys. No call expected and none made is right.
 *
 * The case expects `{"tool_calls": [{"name": "refund", "arguments": {"order": 7}}]}`.
 *
 * @returns unscored when the case expects no such object, or the answer does not tell its calls
 */
export function scoreToolCalls(
  { toolCalls }: Answer,
  expected: Expected | undefined,
  { compare, ordered, atLeast }: ToolCallOptions,
): Score {
  const wanted = expectedCalls(expected)
  if (wanted === null) return unscored('the case expects no `tool_calls`')
  if (toolCalls === undefined) return unscored('the answer does not tell which tools it calls')
  const [made, asked] = [toolCalls, wanted].map((calls) => calls.map((call) => keyOf(call, compare)))
  const all = made!.length + asked!.length
  if (all === 0) return graded(1, atLeast)
  const matched = ordered ? longestCommon(asked!, made!) : sharedCount(made!, asked!)
  return graded((2 * matched) / all, atLeast)
}

/** As the case gives them: plain, or as OpenAI's messages hold them. */
const expectedCall = z.union([
  z.object({ name: z.string(), arguments: z.unknown().optional() }),
  z
    .object({ function: z.object({ name: z.string(), arguments: z.unknown().optional() }) })
    .transform((call) => call.function),
])
const expectedObject = z.object({ tool_calls: z.array(expectedCall) })

function expectedCalls(expected: Expected | undefined): readonly ToolCall[] | null {
  const parsed = expectedObject.safeParse(expected)
  return parsed.success
    ? parsed.data.tool_calls.map((call) => ({ name: call.name, arguments: call.arguments ?? {} }))
    : null
}

function keyOf(call: ToolCall, compare: ToolCallOptions['compare']): string {
  return compare === 'names' ? call.name : `${call.name} ${canonicalJson(argumentsOf(call.arguments))}`
}

/** Providers hand arguments over as JSON text. */
function argumentsOf(given: unknown): unknown {
  if (typeof given !== 'string') return given ?? {}
  const parsed = parseOutput(given, false)
  return 'value' in parsed ? parsed.value : given
}
