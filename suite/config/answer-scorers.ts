import { z } from 'zod'
import { compileSchema } from '../scorers/json-schema.ts'
import { scorerNameSpec } from './scorer-name.ts'

const name = scorerNameSpec.optional()
/** Off: whoever parses the output in production would trip over a fence. */
const allowFence = z.boolean().default(false)
/** Everything right: a half right call or document breaks what reads it. */
const atLeast = z.number().gt(0).max(1).default(1)

const validJsonSpec = z.strictObject({ kind: z.literal('validJson'), name, allowFence })
const jsonSchemaSpec = z.strictObject({
  kind: z.literal('jsonSchema'),
  name,
  allowFence,
  /** JSON Schema, draft 2020-12. */
  schema: z.record(z.string(), z.unknown()).superRefine((schema, context) => {
    const fault = schemaFault(schema)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  }),
})
const jsonEqualSpec = z.strictObject({ kind: z.literal('jsonEqual'), name, allowFence, atLeast })
const toolCallsSpec = z.strictObject({
  kind: z.literal('toolCalls'),
  name,
  compare: z.enum(['arguments', 'names']).default('arguments'),
  /** Off: models may call tools that do not depend on each other in any order. */
  ordered: z.boolean().default(false),
  atLeast,
})
const latencySpec = z.strictObject({ kind: z.literal('latency'), name, maxMs: z.number().positive() })
const costSpec = z.strictObject({ kind: z.literal('cost'), name, maxUsd: z.number().nonnegative() })

/** Scorers of an output's structure and of what came with it, as plain data. */
export const answerScorerSpecs = [
  validJsonSpec,
  jsonSchemaSpec,
  jsonEqualSpec,
  toolCallsSpec,
  latencySpec,
  costSpec,
] as const

type Options<Spec extends z.ZodType> = Omit<z.input<Spec>, 'kind'>

/**
 * Passes when the output is one JSON value and nothing else.
 *
 * @example validJson({ allowFence: true })
 */
export function validJson(options: Options<typeof validJsonSpec> = {}): z.input<typeof validJsonSpec> {
  return { kind: 'validJson', ...options }
}

/**
 * Passes when the output is JSON that fits a schema (draft 2020-12).
 *
 * @example jsonSchema({ schema: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } } })
 */
export function jsonSchema(options: Options<typeof jsonSchemaSpec>): z.input<typeof jsonSchemaSpec> {
  return { kind: 'jsonSchema', ...options }
}

/**
 * The share of fields of the expected JSON value that the output has right; all of them unless `atLeast` says less.
 *
 * @example jsonEqual({ atLeast: 0.8 })
 */
export function jsonEqual(options: Options<typeof jsonEqualSpec> = {}): z.input<typeof jsonEqualSpec> {
  return { kind: 'jsonEqual', ...options }
}

/**
 * Passes when the answer calls the expected tools with the expected arguments.
 *
 * @example toolCalls({ compare: 'names' })
 */
export function toolCalls(options: Options<typeof toolCallsSpec> = {}): z.input<typeof toolCallsSpec> {
  return { kind: 'toolCalls', ...options }
}

/**
 * Passes when the whole answer came in time.
 *
 * @example latency({ maxMs: 4000 })
 */
export function latency(options: Options<typeof latencySpec>): z.input<typeof latencySpec> {
  return { kind: 'latency', ...options }
}

/**
 * Passes when the answer cost no more than this many US dollars.
 *
 * @example cost({ maxUsd: 0.01 })
 */
export function cost(options: Options<typeof costSpec>): z.input<typeof costSpec> {
  return { kind: 'cost', ...options }
}

function schemaFault(schema: object): string | null {
  try {
    compileSchema(schema)
    return null
  } catch (error) {
    return `the schema cannot be used: ${error instanceof Error ? error.message : 'it is broken'}`
  }
}
