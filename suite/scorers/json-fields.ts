/** A value that holds nothing further, at its place: `/items/0/price`. */
export type JsonFields = ReadonlyMap<string, unknown>

/**
 * The fields of a JSON value, each by its place (RFC 6901). What holds nothing further is a field: a text, a number,
 * true, false, null, an empty list or object. Without recursion, so deep values do no harm.
 *
 * @example jsonFields({ a: [1, {}] }) // Map {'/a/0' → 1, '/a/1' → {}}
 */
export function jsonFields(value: unknown): JsonFields {
  const fields = new Map<string, unknown>()
  const open: { readonly place: string; readonly value: unknown }[] = [{ place: '', value }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = Object.entries(isContainer(next.value) ? next.value : {})
    if (inner.length === 0) fields.set(next.place, next.value)
    for (const [name, held] of inner) open.push({ place: `${next.place}/${escaped(name)}`, value: held })
  }
  return fields
}

/** Whether two fields hold the same: equal texts, numbers, truth values, or both null, an empty list, an empty object. */
export function sameField(a: unknown, b: unknown): boolean {
  if (isContainer(a) && isContainer(b)) return Array.isArray(a) === Array.isArray(b)
  return a === b
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
