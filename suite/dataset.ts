import { z } from 'zod'
import type { Case, Tags } from './case.ts'
import { canonicalJson, inputDigest, sha256 } from './case-digest.ts'
import { ConfigError } from './config/errors.ts'
import { IdTable } from './id-table.ts'
import { type JsonLine, parseJsonLines } from './json-lines.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
const idText = z.union([z.string().min(1), z.int()]).transform(String)
const message = z.looseObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() })
const answer = scalar.transform(String)

const caseLine = z.looseObject({
  id: idText.nullish(),
  input: z.union([z.string(), z.array(message).min(1)]),
  expected: z.union([answer, z.array(answer), z.record(z.string(), z.unknown())]).nullish(),
  tags: z.record(z.string(), scalar.nullable()).nullish(),
  metadata: z.unknown().optional(),
  group: idText.nullish(),
  human: z
    .looseObject({
      score: z.number().min(0).max(1),
      rater: z.string(),
      at: z.string().refine((at) => !Number.isNaN(Date.parse(at))),
      output: z.string().optional(),
      outputDigest: z.string().optional(),
    })
    .nullish(),
})

const EXPECTED: Readonly<Record<string, string>> = {
  id: 'a text (or leave it out: a digest of the case stands in)',
  input: 'a text, or a list of messages {"role": "user", "content": "…"}',
  expected: 'a text, a list of texts, or an object',
  tags: 'an object of texts, numbers and booleans',
  group: 'a text',
  human: '{"score": 0 to 1, "rater": text, "at": time}',
}

/**
 * The cases of one JSON-lines text, in its order.
 * `target` is read as `expected`, and what `metadata` holds in texts, numbers and booleans as tags (Inspect's names).
 * Numbers as answers become texts, `null` counts as absent, unknown keys are kept. A case without an id gets one
 * that depends on its input and expected answer alone.
 *
 * @param source  the file, named in errors; what it holds never is
 * @throws ConfigError naming file and line: a broken line, a missing or ill-typed key, an id that stands twice; or no case at all
 * @example parseCases('{"id":"a","input":"2+2?","target":4}', 'cases.jsonl') // [{id: 'a', input: '2+2?', expected: '4'}]
 */
export function parseCases(text: string, source: string): Case[] {
  const ids = new CaseIds()
  const cases = parseJsonLines(text, source).map((line) => ids.parse(line, source))
  if (cases.length === 0) throw emptyFile(source)
  return cases
}

/** A file without a case: more likely a mistake than meant. */
export function emptyFile(source: string): ConfigError {
  return new ConfigError(
    `Cannot use the dataset ${source}: it holds no case. Write one JSON object a line, each with an \`input\`.`,
  )
}

/** Reads the cases of a dataset line by line, and remembers of each no more than its id. */
export class CaseIds {
  readonly #lineOf = new IdTable()
  /** The files that were read before, each with the first number of its lines' numbers here. */
  readonly #files: { readonly source: string; readonly first: number }[] = []
  #lines = 0

  /**
   * @param source the file, named in errors; the lines of one come one after the other
   * @throws ConfigError as `parseCases`, also where another file has the id
   */
  parse(line: JsonLine, source: string): Case {
    if (this.#files.at(-1)?.source !== source) this.#files.push({ source, first: this.#lines })
    const number = (this.#files.at(-1)?.first ?? 0) + line.line
    this.#lines = number
    const item = parseCase(line, source)
    const before = this.#lineOf.get(item.id)
    if (before !== undefined) throw this.#twice(item.id, before, { source, line: line.line })
    this.#lineOf.add(item.id, number)
    return item
  }

  #twice(id: string, before: number, now: { readonly source: string; readonly line: number }): ConfigError {
    const file = this.#files.findLast(({ first }) => first < before)
    if (file === undefined || file.source === now.source) return twiceInFile(before - (file?.first ?? 0), now)
    const shown = JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id)
    return new ConfigError(
      `Cannot use the dataset: the id ${shown} stands in ${file.source} and in ${now.source}. Give every case an id of its own.`,
    )
  }
}

/**
 * Names a dataset in 64 hex digits while its cases go by: every key of every case counts, their order does not. It is the
 * sum of the SHA-256 digests of the cases' canonical JSON, modulo 2^256.
 */
export class DatasetDigest {
  #sum = 0n

  add(item: Case): void {
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${sha256(canonicalJson(item))}`))
  }

  toString(): string {
    return this.#sum.toString(16).padStart(64, '0')
  }
}

function parseCase({ line, value }: JsonLine, source: string): Case {
  const named = { ...value, expected: value.expected ?? value.target }
  const parsed = caseLine.safeParse(named)
  if (!parsed.success) throw brokenCase(parsed.error, named, `${source}, line ${line}`)
  const { id, input, expected, tags, group, human, target: _, ...kept } = parsed.data
  const content = { input, ...(hasAnswer(expected) ? { expected } : {}) }
  return {
    ...kept,
    id: id ?? `case-${inputDigest(content)}`,
    ...content,
    ...collectTags(tags, parsed.data.metadata),
    ...(group == null ? {} : { group }),
    ...(human == null ? {} : { human }),
  }
}

function brokenCase(error: z.ZodError, value: Readonly<Record<string, unknown>>, place: string): ConfigError {
  const key = String(error.issues[0]?.path[0] ?? 'input')
  const problem =
    value[key] === undefined || value[key] === null ? 'is missing' : 'has a value that cannot be read'
  return new ConfigError(
    `Cannot read the case in ${place}: \`${key}\` ${problem}; expected ${EXPECTED[key] ?? 'another value'}.`,
  )
}

/** An empty list accepts no answer, as if none were given. */
function hasAnswer<T>(expected: T | null | undefined): expected is T {
  return expected !== null && expected !== undefined && !(Array.isArray(expected) && expected.length === 0)
}

function collectTags(
  tags: Readonly<Record<string, unknown>> | null | undefined,
  metadata: unknown,
): { tags?: Tags } {
  const all = { ...(typeof metadata === 'object' && !Array.isArray(metadata) ? metadata : {}), ...tags }
  const kept = Object.entries(all).filter(
    (entry): entry is [string, Tags[string]] => scalar.safeParse(entry[1]).success,
  )
  return kept.length === 0 ? {} : { tags: Object.fromEntries(kept) }
}

function twiceInFile(
  first: number,
  { source, line }: { readonly source: string; readonly line: number },
): ConfigError {
  return new ConfigError(
    `Cannot use the dataset ${source}: line ${line} has the same id as line ${first} (lines without an id share one when they are equal). Give every case an id of its own.`,
  )
}
