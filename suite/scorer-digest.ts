import type { ScorerSpec } from './config/scorer-spec.ts'
import { contentDigest } from './content-digest.ts'
import { targetDigest } from './target-digest.ts'

/**
 * Names a scorer in 16 hex digits, by everything that can change a score; its judge apart, and not by its name.
 *
 * @param files  as `targetDigest` takes them
 * @throws RangeError when a file is missing from `files`
 */
export function scorerDigest(spec: ScorerSpec, files: ReadonlyMap<string, string>): string {
  const { name: _, ...rest } = spec
  if (rest.kind !== 'rubric') return contentDigest(rest, files)
  const { judge: __, ...rubric } = rest
  return contentDigest(rubric, files)
}

/** Names the model that judges, as `targetDigest` does; null where none judges. */
export function judgeDigest(spec: ScorerSpec, files: ReadonlyMap<string, string>): string | null {
  return spec.kind === 'rubric' ? targetDigest(spec.judge, files) : null
}
