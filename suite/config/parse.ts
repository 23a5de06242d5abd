import { closest } from 'fastest-levenshtein'
import type { z } from 'zod'
import { ConfigError } from './errors.ts'
import { type Config, configSchema } from './schema.ts'

/**
 * Checks what a config file exports and fills in the defaults.
 *
 * @param source  the file, named in errors
 * @throws ConfigError listing every fault with its key; an unknown key comes with the nearest known one
 */
export function parseConfig(value: unknown, source: string): Config {
  const parsed = configSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.flatMap((issue) => describeIssue(issue))
  throw new ConfigError(
    `Cannot use the config ${source}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
  )
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.join('.') || 'the config'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) => `\`${[...issue.path, key].join('.')}\` is not a known key.${suggestion(key, issue.path)}`,
    )
  }
  return [`\`${place}\`: ${issue.message}`]
}

function suggestion(key: string, path: readonly PropertyKey[]): string {
  const known = knownKeys(path)
  return known.length === 0 ? '' : ` Did you mean \`${closest(key, known)}\`? Known: ${known.join(', ')}.`
}

/** The keys of the object schema at a path; none where the path leads into a list, a record or a union. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configSchema
  for (const part of path) schema = shapeOf(schema)?.[String(part)]
  return Object.keys(shapeOf(schema) ?? {})
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if ('shape' in schema) return schema.shape as Record<string, unknown>
  const definition = (schema as { def?: { innerType?: unknown } }).def
  return definition?.innerType === undefined ? undefined : shapeOf(definition.innerType)
}
