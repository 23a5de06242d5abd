import { canonicalJson, sha256 } from './case-digest.ts'
import type { TargetSpec } from './config/target-spec.ts'

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
  const parts = Object.entries(spec).flatMap(([key, value]): [string, unknown][] => {
    if (NO_PART.has(key)) return []
    if (key === 'path') return [[key, contentOf(String(value), files)]]
    return [[key, partOf(value, files)]]
  })
  return sha256(canonicalJson(Object.fromEntries(parts))).slice(0, 16)
}

function partOf(value: unknown, files: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'function') return String(value)
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'file') return value
  return contentOf(String(Reflect.get(value, 'path')), files)
}

function contentOf(path: string, files: ReadonlyMap<string, string>): string {
  const content = files.get(path)
  if (content !== undefined) return content
  throw new RangeError(
    `Cannot name the target by its content: ${path} was not given. Give every file it names.`,
  )
}
