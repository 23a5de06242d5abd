import { RE2JS } from 're2js'
import { z } from 'zod'

const pattern = z
  .string()
  .min(1)
  .refine(
    compiles,
    'the pattern is broken, or needs look-around or back-references, which a linear-time engine has not',
  )
  .refine(
    (text) => !compiles(text) || !RE2JS.compile(text).matcher('').find(),
    'the pattern matches a text without any sign',
  )

/**
 * Redaction of traffic before it reaches the lake: `{ patterns }` adds own ones to mail addresses, phone and card
 * numbers, IP addresses and keys; `false` turns all of it off.
 */
export const redactSpec = z
  .union([
    z.literal(false, 'expected false, or an object of own patterns'),
    z.strictObject({
      /** What becomes `[name]`, by name. */
      patterns: z
        .record(
          z.string().regex(/^[a-z][\w-]{0,30}$/, 'expected a name of small letters, digits, "_" or "-"'),
          pattern,
        )
        .default({}),
    }),
  ])
  .default({ patterns: {} })

function compiles(text: string): boolean {
  try {
    RE2JS.compile(text)
    return true
  } catch {
    return false
  }
}
