import { z } from 'zod'

/** A request as a feature's function gets it: the columns of the lake's records. */
export interface FeatureRecord {
  /** ISO 8601, UTC. */
  readonly timestamp: string
  readonly id: string | null
  readonly input: string
  readonly output: string | null
  readonly model: string
  readonly latency_ms: number | null
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly cost_usd: number | null
  readonly conversation_id: string | null
  readonly user_id: string | null
  readonly error: string | null
  readonly finish_reason: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly scores: Readonly<Record<string, number>>
  readonly turns: number
}

type FeatureValue = number | string | null

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'expected lower-case letters, digits and "_", at most 64, starting with a letter',
  )

const isFunction = (value: unknown) => typeof value === 'function'

/** One feature of the user's own, as data: an SQL expression over the record's columns, or a function. */
export const featureSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sqlFeature'), name, sql: z.string().min(1).max(10_000) }),
  z.strictObject({
    kind: z.literal('functionFeature'),
    name,
    from: z.enum(['input', 'output', 'record']),
    fn: z.custom<(given: never) => FeatureValue>(isFunction, 'expected a function'),
  }),
])

export type FeatureSpec = z.output<typeof featureSpec>
export type SqlFeature = Extract<FeatureSpec, { kind: 'sqlFeature' }>
export type FunctionFeature = Extract<FeatureSpec, { kind: 'functionFeature' }>

type Definition =
  | { readonly sql: string }
  | { readonly from: 'input'; readonly fn: (input: string) => FeatureValue }
  | { readonly from: 'output'; readonly fn: (output: string) => FeatureValue }
  | { readonly from: 'record'; readonly fn: (record: FeatureRecord) => FeatureValue }

/**
 * A feature of your own, measured in every request when it is loaded, compared as `own.<name>`. Numbers are numeric,
 * texts are categories, null is missing. A function that throws counts as missing; it is not called without an output
 * when it is `from: 'output'`.
 *
 * @example feature('answer_ratio', { sql: 'length(output) / length(input)' })
 * @example feature('greets', { from: 'output', fn: (output) => (/^(hi|hello)/i.test(output) ? 'yes' : 'no') })
 */
export function feature(name: string, definition: Definition): z.input<typeof featureSpec> {
  return 'sql' in definition
    ? { kind: 'sqlFeature', name, sql: definition.sql }
    : {
        kind: 'functionFeature',
        name,
        from: definition.from,
        fn: definition.fn as (given: never) => FeatureValue,
      }
}
