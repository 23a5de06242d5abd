import { type JsonObject, listOf, objectOf } from './json-value.ts'

/**
 * An OTLP attribute list as an object; of a repeated key the last counts.
 * @example otlpAttributes([{ key: 'a', value: { intValue: '3' } }]) // { a: 3 }
 */
export function otlpAttributes(attributes: unknown): JsonObject {
  const entries = listOf(attributes).map((each) => {
    const attribute = objectOf(each)
    return [String(attribute?.key ?? ''), otlpValue(attribute?.value)] as const
  })
  return Object.fromEntries(entries)
}

/** A value of OTLP JSON, which names its kind, as plain JSON; whole numbers are texts there. */
function otlpValue(value: unknown): unknown {
  const any = objectOf(value)
  if (any === null) return null
  if ('intValue' in any) return Number(any.intValue)
  if ('arrayValue' in any) return listOf(objectOf(any.arrayValue)?.values).map(otlpValue)
  if ('kvlistValue' in any) return otlpAttributes(objectOf(any.kvlistValue)?.values)
  return any.stringValue ?? any.doubleValue ?? any.boolValue ?? any.bytesValue ?? null
}

/** The Unix time of OTLP, nanoseconds written as a text or number, in milliseconds; null when it is none. */
export function otlpTime(nanoseconds: unknown): number | null {
  const isTime =
    typeof nanoseconds === 'number' || (typeof nanoseconds === 'string' && /^\d{1,20}$/.test(nanoseconds))
  return isTime && Number(nanoseconds) > 0 ? Number(nanoseconds) / 1e6 : null
}
