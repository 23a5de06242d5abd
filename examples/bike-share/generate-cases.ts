import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Intent, Topic } from './velora/intent.ts'
import { COVERED } from './velora/intents/all.ts'
import { type Random, seeded } from './velora/random.ts'
import { writeRequest } from './velora/request.ts'

/** One line of `cases.jsonl`. An answer is right when it contains the expected text, or one of several. */
export interface BikeShareCase {
  readonly id: string
  readonly input: string
  readonly expected: string | readonly string[]
  readonly tags: { readonly intent: string; readonly language: string; readonly smoke?: true }
}

/**
 * Writes the offline cases: every covered intent by its share, its topics in turn, no text twice.
 * The first case of an intent's first two topics is tagged `smoke`. The same seed gives the same cases.
 * @param count how many cases, 300 in `cases.jsonl`; shares are rounded, so others may come out one off
 */
export function generateCases(count: number, seed: number): readonly BikeShareCase[] {
  const random = seeded(seed, 'cases')
  const texts = new Set<string>()
  return COVERED.flatMap((intent) =>
    Array.from({ length: Math.round(intent.share * count) }, (_, at) => {
      const topic = intent.topics[at % intent.topics.length]!
      const input = newText(intent, topic, { random, texts })
      return caseOf(intent, topic, { at, input })
    }),
  )
}

function caseOf(intent: Intent, topic: Topic, options: { at: number; input: string }): BikeShareCase {
  const { at, input } = options
  return {
    id: `${intent.name}-${String(at + 1).padStart(3, '0')}`,
    input,
    expected: topic.alternatives ? [topic.value, ...topic.alternatives] : topic.value,
    tags: { intent: intent.name, language: 'en', ...(at < 2 ? { smoke: true } : {}) },
  }
}

function newText(intent: Intent, topic: Topic, options: { random: Random; texts: Set<string> }): string {
  const { random, texts } = options
  let text = writeRequest(intent, topic, random).text
  while (texts.has(text)) text = writeRequest(intent, topic, random).text
  texts.add(text)
  return text
}

// Node 22 has no `import.meta.main`.
if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const cases = generateCases(300, 1)
  const path = join(import.meta.dirname, 'cases.jsonl')
  await writeFile(path, `${cases.map((item) => JSON.stringify(item)).join('\n')}\n`)
  console.log(`${path}: ${cases.length} cases`)
}
