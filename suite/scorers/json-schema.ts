import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Score } from '../case-result.ts'
import { passOrFail } from './accepted.ts'
import { parseOutput } from './json-value.ts'
import { compilePattern } from './pattern.ts'

/** A JSON Schema, ready to check outputs. */
export type OutputSchema = ValidateFunction

/** Patterns in a schema run in linear time, as those of the `regex` scorer do. */
const linear = Object.assign(
  (pattern: string) => {
    const compiled = compilePattern(pattern, '')
    // Ajv tells patterns apart by their text.
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => `/${pattern}/` }
  },
  { code: 'linear' },
)

/**
 * Compiles a JSON Schema (draft 2020-12), with Ajv. `format` describes and checks nothing, as the standard has it.
 *
 * @throws Error when it is not a schema, points to another one, or has a pattern that a linear engine cannot run
 */
export function compileSchema(schema: object): OutputSchema {
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: false,
    code: { regExp: linear },
  })
  return ajv.compile(schema)
}

/**
 * Is the output JSON that fits a schema? The reason names the first place that does not fit, and never quotes it.
 *
 * @example scoreJsonSchema('{"days": "two"}', compileSchema({ properties: { days: { type: 'integer' } } }), false)
 * // {value: 0, reason: '/days must be integer'}
 */
export function scoreJsonSchema(output: string, schema: OutputSchema, allowFence: boolean): Score {
  const parsed = parseOutput(output, allowFence)
  if ('fault' in parsed) return passOrFail(false, parsed.fault)
  if (schema(parsed.value)) return passOrFail(true)
  const [first] = schema.errors ?? []
  return passOrFail(false, `${placeOf(first?.schemaPath ?? '')} does not hold`)
}

/** Of the schema, because places in the output are named by whoever wrote it. */
function placeOf(schemaPath: string): string {
  return `the schema's ${schemaPath}`
}

/** Is the output one valid JSON value? */
export function scoreValidJson(output: string, allowFence: boolean): Score {
  const parsed = parseOutput(output, allowFence)
  return 'fault' in parsed ? passOrFail(false, parsed.fault) : passOrFail(true)
}
