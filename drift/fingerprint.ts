import { createHash } from 'node:crypto'
import type { Direction } from './comparison.ts'

/**
 * The name a finding keeps every night it lasts: 16 hex digits of suite, check, slice and direction.
 * No number goes in, so a finding that grows stays the same finding.
 */
export function fingerprint(parts: {
  readonly suite: string
  readonly check: string
  readonly slice: string
  readonly direction: Direction
}): string {
  const text = JSON.stringify([parts.suite, parts.check, parts.slice, parts.direction])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
