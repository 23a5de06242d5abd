import { z } from 'zod'

/** What this looks at of zod's own description of a schema. */
interface Definition {
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly valueType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly discriminator?: string
}

/**
 * The keys that may stand at a place of a value: those of the object schema there. Where the schema allows several
 * kinds of object, the value's own kind decides.
 *
 * @param path  leads from the value's root to the place, through objects, lists and records
 * @returns none where no object belongs, or its kind is not known
 * @example knownKeys(schema, { target: { kind: 'replay' } }, ['target']) // ['kind', 'path', 'model']
 */
export function knownKeys(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  let place: z.ZodType | undefined = objectIn(schema, value)
  let held = value
  for (const part of path) {
    held = property(held, part)
    place = objectIn(childOf(place, part), held)
  }
  return Object.keys(shapeOf(place))
}

/** Takes off what wraps a schema (defaults, options), and of a union the member that the value means to be. */
function objectIn(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  const { innerType, options, discriminator } = definitionOf(schema)
  if (innerType !== undefined) return objectIn(innerType, value)
  if (options === undefined) return schema
  if (discriminator === undefined) return options.find((option) => option instanceof z.ZodObject)
  const kind = property(value, discriminator)
  return options.find((option) => shapeOf(option)[discriminator]?.safeParse(kind).success)
}

function childOf(schema: z.ZodType | undefined, part: PropertyKey): z.ZodType | undefined {
  const { element, valueType } = definitionOf(schema)
  return element ?? valueType ?? shapeOf(schema)[String(part)]
}

function shapeOf(schema: z.ZodType | undefined): Readonly<Record<string, z.ZodType>> {
  return schema instanceof z.ZodObject ? schema.shape : {}
}

function definitionOf(schema: z.ZodType | undefined): Definition {
  return (schema?.def ?? {}) as Definition
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
