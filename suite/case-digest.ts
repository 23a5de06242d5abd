import { createHash } from 'node:crypto'
import type { Case } from './case.ts'

/**
 * JSON with the keys of every object in code-point order: equal values give equal texts.
 *
 * @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  )
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
  return createHash('sha256').update(text).digest('hex')
}
