import type { Target } from '../../suite/target.ts'

/**
 * A target whose requests have digests only while a version says what is behind it: else an answer that is kept would
 * hide every change of the program, function or endpoint.
 */
export function ofVersion(target: Target, version: string | undefined): Target {
  if (version !== undefined) return target
  const { requestDigest: _, ...unknown } = target
  return unknown
}
