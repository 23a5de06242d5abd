/**
 * The value that a JSON Pointer (RFC 6901) leads to; `undefined` where there is none.
 *
 * @example atPointer({ a: [{ 'b/c': 1 }] }, '/a/0/b~1c') // 1
 */
export function atPointer(document: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1)
  return steps.reduce((at: unknown, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    return typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined
  }, document)
}
