import { z } from 'zod'
import { compilePattern, PATTERN_FLAGS } from '../scorers/pattern.ts'
import { hashedNgramsSpec, openaiEmbeddingsSpec } from './embedder-spec.ts'
import { scorerNameSpec } from './scorer-name.ts'

const name = scorerNameSpec.optional()
/** The smallest value that passes. */
const atLeast = z.number().gt(0).max(1)

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

const exactSpec = z.strictObject({ kind: z.literal('exact'), name })
const containsSpec = z.strictObject({
  kind: z.literal('contains'),
  name,
  /** Several accepted answers are usually several ways to say one thing. */
  match: z.enum(['any', 'all']).default('any'),
})
const choiceSpec = z.strictObject({ kind: z.literal('choice'), name })
/** Half right passes by default: the value itself is what runs are compared by. */
const levenshteinSpec = z.strictObject({
  kind: z.literal('levenshtein'),
  name,
  atLeast: atLeast.default(0.5),
})
const tokenF1Spec = z.strictObject({ kind: z.literal('tokenF1'), name, atLeast: atLeast.default(0.5) })
const rougeLSpec = z.strictObject({ kind: z.literal('rougeL'), name, atLeast: atLeast.default(0.5) })
const similarSpec = z.strictObject({
  kind: z.literal('similar'),
  name,
  embedder: z.discriminatedUnion('kind', [hashedNgramsSpec, openaiEmbeddingsSpec]),
  /** Models of embeddings give unrelated texts up to 0.7. */
  atLeast: atLeast.default(0.8),
})
const refusalSpec = z.strictObject({
  kind: z.literal('refusal'),
  name,
  /** Whether the output should refuse: most cases want an answer. */
  wanted: z.boolean().default(false),
})

/** Scorers of what an output says, as plain data. */
export const textScorerSpecs = [
  exactSpec,
  containsSpec,
  regexSpec,
  numericSpec,
  choiceSpec,
  levenshteinSpec,
  tokenF1Spec,
  rougeLSpec,
  similarSpec,
  refusalSpec,
] as const

type Options<Spec extends z.ZodType> = Omit<z.input<Spec>, 'kind'>

/**
 * Passes when the output is an accepted answer, but for case, punctuation, articles and spacing.
 *
 * @example exact() // "The Eiffel Tower." passes for "eiffel tower"
 */
export function exact(options: Options<typeof exactSpec> = {}): z.input<typeof exactSpec> {
  return { kind: 'exact', ...options }
}

/**
 * Passes when an accepted answer stands somewhere in the output, whatever the case; with `match: 'all'` when all do.
 *
 * @example contains({ name: 'policy', match: 'all' })
 */
export function contains(options: Options<typeof containsSpec> = {}): z.input<typeof containsSpec> {
  return { kind: 'contains', ...options }
}

/**
 * Passes when the pattern is found; with a capturing group, when a captured text is an accepted answer.
 * Linear time, so no pattern can hang a run: RE2's language, without look-around and back-references.
 *
 * @example regex({ pattern: 'ticket [A-Z]{2}-\\d+', flags: 'i' })
 */
export function regex(options: Options<typeof regexSpec>): z.input<typeof regexSpec> {
  return { kind: 'regex', ...options }
}

/**
 * Passes when the answer's number equals an accepted one: thousands separators, currency signs and a
 * percent sign do not matter.
 *
 * @example numeric({ after: 'A:' }) // "… A: $1,250." passes for "1250"
 */
export function numeric(options: Options<typeof numericSpec> = {}): z.input<typeof numericSpec> {
  return { kind: 'numeric', ...options }
}

/**
 * Passes when the output chooses the expected letters, no more and no fewer.
 *
 * @example choice() // "… ANSWER: B" and "(B) Paris" pass for "B"
 */
export function choice(options: Options<typeof choiceSpec> = {}): z.input<typeof choiceSpec> {
  return { kind: 'choice', ...options }
}

/**
 * How alike output and answer are, letter for letter: 1 less the edit distance over the longer text's length.
 *
 * @example levenshtein({ atLeast: 0.8 })
 */
export function levenshtein(options: Options<typeof levenshteinSpec> = {}): z.input<typeof levenshteinSpec> {
  return { kind: 'levenshtein', ...options }
}

/**
 * How many words output and answer share: F1 of the sets of their words.
 *
 * @example tokenF1() // "about 14 days" has 0.8 for "14 days"
 */
export function tokenF1(options: Options<typeof tokenF1Spec> = {}): z.input<typeof tokenF1Spec> {
  return { kind: 'tokenF1', ...options }
}

/**
 * How much of the answer stands in the output in its order: F1 of their longest common run of words.
 *
 * @example rougeL({ atLeast: 0.4 })
 */
export function rougeL(options: Options<typeof rougeLSpec> = {}): z.input<typeof rougeLSpec> {
  return { kind: 'rougeL', ...options }
}

/**
 * How near output and answer are in the space of an embedder: the cosine of their vectors.
 *
 * @example similar({ embedder: openaiEmbeddings({ model: 'text-embedding-3-small' }), atLeast: 0.85 })
 */
export function similar(options: Options<typeof similarSpec>): z.input<typeof similarSpec> {
  return { kind: 'similar', ...options }
}

/**
 * Passes when the output does not refuse to answer; with `wanted: true`, when it does.
 *
 * @example refusal({ name: 'refuses-abuse', wanted: true })
 */
export function refusal(options: Options<typeof refusalSpec> = {}): z.input<typeof refusalSpec> {
  return { kind: 'refusal', ...options }
}

function compiles(pattern: string, flags: string): boolean {
  try {
    compilePattern(pattern, PATTERN_FLAGS.test(flags) ? flags : '')
    return true
  } catch {
    return false
  }
}
