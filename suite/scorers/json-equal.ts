import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { unscored } from './accepted.ts'
import { graded } from './graded.ts'
import { type JsonFields, jsonFields, sameField } from './json-fields.ts'
import { parseOutput } from './json-value.ts'

/** `atLeast`: the share of fields from which on an output passes; `allowFence`: a Markdown code fence may stand around. */
export interface JsonEqualOptions {
  readonly atLeast: number
  readonly allowFence: boolean
}

/**
 * How many fields of the expected JSON value does the output have right? The fields (`jsonFields`) that are equal on
 * both sides over those of either: a wrong, a missing and a needless field each cost one. The order of keys does not
 * matter, that of lists does. An output that is not JSON has none right. The best of several answers, each a JSON text.
 *
 * @returns unscored without an expected value, or when an expected text is not JSON
 * @example scoreJsonEqual('{"city": "Rome", "days": 2}', { city: 'Rome', days: 3 }, options) // {value: 0.5, passed: false, …}
 */
export function scoreJsonEqual(
  output: string,
  expected: Expected | undefined,
  { atLeast, allowFence }: JsonEqualOptions,
): Score {
  const references = referencesOf(expected)
  if (references === null) return unscored('the expected answer is not JSON')
  if (references.length === 0) return unscored('no expected answer')
  const parsed = parseOutput(output, allowFence)
  if ('fault' in parsed) return { value: 0, passed: false, reason: parsed.fault }
  const fields = jsonFields(parsed.value)
  return graded(
    Math.max(...references.map((reference) => shareRight(fields, jsonFields(reference)))),
    atLeast,
  )
}

function referencesOf(expected: Expected | undefined): unknown[] | null {
  if (expected === undefined) return []
  if (typeof expected === 'object' && !Array.isArray(expected)) return [expected]
  const parsed = [expected].flat().map((text) => parseOutput(String(text), false))
  return parsed.some((one) => 'fault' in one) ? null : parsed.map((one) => 'value' in one && one.value)
}

function shareRight(output: JsonFields, reference: JsonFields): number {
  const either = new Set([...output.keys(), ...reference.keys()])
  let right = 0
  for (const [place, value] of reference)
    if (output.has(place) && sameField(output.get(place), value)) right += 1
  return right / either.size
}
