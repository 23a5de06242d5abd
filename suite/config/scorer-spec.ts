import { z } from 'zod'
import { compilePattern, PATTERN_FLAGS } from '../scorers/pattern.ts'

/** Names a scorer in results and findings; its kind unless given. */
const name = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'expected letters, digits, ".", "_" or "-", at most 64')
  .optional()

const exactSpec = z.strictObject({ kind: z.literal('exact'), name })
const containsSpec = z.strictObject({ kind: z.literal('contains'), name })

const regexSpec = z
  .strictObject({
    kind: z.literal('regex'),
    name,
    pattern: z.string().min(1),
    flags: z.string().regex(PATTERN_FLAGS, 'expected any of "i", "m" and "s", each at most once').default(''),
  })
  .superRefine(({ pattern, flags }, context) => {
    if (compiles(pattern, flags)) return
    const message = `the pattern ${JSON.stringify(pattern)} cannot be used: it is broken, or needs look-around or back-references, which a linear-time engine has not`
    context.addIssue({ code: 'custom', path: ['pattern'], message })
  })

const numericSpec = z.strictObject({
  kind: z.literal('numeric'),
  name,
  /** The answer is the number after the last of these marks; without it, the last number of the output. */
  after: z.string().min(1).optional(),
  /** The largest absolute difference that still passes. Unset: equal, but for the noise of floating point. */
  tolerance: z.number().nonnegative().optional(),
})

/** How an output is judged, as plain data; unknown keys are refused. */
export const scorerSpec = z.discriminatedUnion('kind', [exactSpec, containsSpec, regexSpec, numericSpec])

/** A checked scorer with its defaults filled in. */
export type ScorerSpec = z.output<typeof scorerSpec>

type Named = { name?: string }

/**
 * Passes when the output is an accepted answer, but for case, punctuation, articles and spacing.
 *
 * @example exact() // "The Eiffel Tower." passes for "eiffel tower"
 */
export function exact(options: Named = {}): z.input<typeof exactSpec> {
  return { kind: 'exact', ...options }
}

/**
 * Passes when an accepted answer stands somewhere in the output, whatever the case.
 *
 * @example contains({ name: 'policy' })
 */
export function contains(options: Named = {}): z.input<typeof containsSpec> {
  return { kind: 'contains', ...options }
}

/**
 * Passes when the pattern is found; with a capturing group, when a captured text is an accepted answer.
 * Linear time, so no pattern can hang a run: RE2's language, without look-around and back-references.
 *
 * @example regex({ pattern: 'ticket [A-Z]{2}-\\d+', flags: 'i' })
 */
export function regex(options: Omit<z.input<typeof regexSpec>, 'kind'>): z.input<typeof regexSpec> {
  return { kind: 'regex', ...options }
}

/**
 * Passes when the answer's number equals an accepted one: thousands separators, currency signs and a
 * percent sign do not matter.
 *
 * @example numeric({ after: 'A:' }) // "… A: $1,250." passes for "1250"
 */
export function numeric(
  options: Omit<z.input<typeof numericSpec>, 'kind'> = {},
): z.input<typeof numericSpec> {
  return { kind: 'numeric', ...options }
}

/** The name a scorer goes by: its own, else its kind. */
export function scorerName(spec: ScorerSpec): string {
  return spec.name ?? spec.kind
}

function compiles(pattern: string, flags: string): boolean {
  try {
    compilePattern(pattern, PATTERN_FLAGS.test(flags) ? flags : '')
    return true
  } catch {
    return false
  }
}
