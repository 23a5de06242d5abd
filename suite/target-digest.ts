import type { TargetSpec } from './config/target-spec.ts'
import { contentDigest, contentOf } from './content-digest.ts'

/** How a target is asked, and with whose key: no part of what it answers. */
const NO_PART = new Set([
  ...['timeoutMs', 'caseTimeoutMs', 'concurrency', 'requestsPerMinute', 'tokensPerMinute'],
  ...['apiKeyEnv', 'stream'],
])

/**
 * Names a target in 16 hex digits, by everything of its config that can change an answer: kind, model, address, system
 * prompt, prompt, tools, parameters, recording. Not by how it is asked, nor by keys. A text in a file counts as the text.
 *
 * What a program or a function does besides is not seen; their `version` is there to say that it changed.
 *
 * @param files  by the path that the config gives: the text of each file that the target names, or whatever else changes
 *   with it, such as its digest
 * @throws RangeError when a file is missing from `files`
 */
export function targetDigest(spec: TargetSpec, files: ReadonlyMap<string, string>): string {
  const parts = Object.entries(spec)
    .filter(([key]) => !NO_PART.has(key))
    .map(([key, value]) => [key, key === 'path' ? contentOf(String(value), files) : value])
  return contentDigest(Object.fromEntries(parts), files)
}
