import { hash } from 'node:crypto'
import type { Case } from './case.ts'

/**
 * JSON with the keys of every object in code-point order: equal values give equal texts.
 *
 * @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value))
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  // What has a JSON form of its own, such as a date, is no part of data and has no keys.
  if ('toJSON' in value && typeof value.toJSON === 'function') return value
  const entries = Object.entries(value).map(([key, part]) => [key, inOrder(part)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/**
 * What a case asks and which answer it accepts, in 16 hex digits. Two runs compare a case only where this agrees:
 * a corrected expected answer would else pass for a change of the model.
 */
export function inputDigest({ input, expected }: Pick<Case, 'input' | 'expected'>): string {
  return sha256(canonicalJson({ input, expected })).slice(0, 16)
}

/** The SHA-256 of a text's UTF-8 form, in 64 hex digits. */
export function sha256(text: string): string {
  return hash('sha256', text)
}
