/**
 * How many entries do two lists share, each matched once?
 *
 * @example sharedCount(['a', 'a', 'b'], ['a', 'b', 'c']) // 2
 */
export function sharedCount(a: readonly string[], b: readonly string[]): number {
  const open = new Map<string, number>()
  for (const entry of b) open.set(entry, (open.get(entry) ?? 0) + 1)
  let shared = 0
  for (const entry of a) {
    const left = open.get(entry) ?? 0
    if (left > 0) shared += 1
    open.set(entry, left - 1)
  }
  return shared
}
