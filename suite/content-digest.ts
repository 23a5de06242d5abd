import { canonicalJson, sha256 } from './case-digest.ts'

/**
 * Names a part of the config in 16 hex digits by its content: a text in a file counts as the text, a function as its source.
 *
 * @param part  plain data of the config
 * @param files  by the path that the config gives: the text of each file that it names, or whatever else changes with it
 * @throws RangeError when a file is missing from `files`
 */
export function contentDigest(part: unknown, files: ReadonlyMap<string, string>): string {
  return sha256(canonicalJson(withContents(part, files))).slice(0, 16)
}

/** The text of a file that the config names. */
export function contentOf(path: string, files: ReadonlyMap<string, string>): string {
  const content = files.get(path)
  if (content !== undefined) return content
  throw new RangeError(
    `Cannot name a part of the config by its content: ${path} was not given. Give every file it names.`,
  )
}

function withContents(part: unknown, files: ReadonlyMap<string, string>): unknown {
  if (typeof part === 'function') return String(part)
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((item) => withContents(item, files))
  if ('kind' in part && part.kind === 'file') return contentOf(String(Reflect.get(part, 'path')), files)
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withContents(value, files)]))
}
