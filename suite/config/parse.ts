import { closest } from 'fastest-levenshtein'
import type { z } from 'zod'
import { ConfigError } from './errors.ts'
import { knownKeys } from './known-keys.ts'
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
  const faults = parsed.error.issues.flatMap((issue) => describeIssue(issue, value))
  throw new ConfigError(
    `Cannot use the config ${source}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
  )
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(configSchema, value, issue.path)
    return issue.keys.map(
      (key) => `\`${[...issue.path, key].join('.')}\` is not a known key.${suggestion(key, known)}`,
    )
  }
  if (issue.code === 'invalid_union') {
    const meant = meantMember(issue.errors)
    if (meant !== undefined)
      return meant.flatMap((inner) =>
        describeIssue({ ...inner, path: [...issue.path, ...inner.path] }, value),
      )
  }
  return [`\`${issue.path.join('.') || 'the config'}\`: ${issue.message}`]
}

/** Of the members of a union the one whose type the value has, when there is one: its faults are the ones to mend. */
function meantMember(members: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const fitting = members.filter((issues) =>
    issues.every((issue) => issue.code !== 'invalid_type' || issue.path.length > 0),
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

function suggestion(key: string, known: readonly string[]): string {
  return known.length === 0 ? '' : ` Did you mean \`${closest(key, known)}\`? Known: ${known.join(', ')}.`
}
