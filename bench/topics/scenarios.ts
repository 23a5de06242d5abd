import { existsSync, readFileSync } from 'node:fs'
import { createHashedNgrams } from '../../adapters/embedders/hashed-ngrams.ts'
import type { PairedTexts, TopicText } from '../../drift/topics/topic-text.ts'
import { seededRandom } from '../../stats/random.ts'
import { heldOutSource } from './held-out-prompts.ts'
import { promptSource } from './mixed-prompts.ts'
import type { PromptSource } from './prompt-source.ts'

/** Texts of two sides, drawn anew for each run. */
export interface Scenario {
  readonly name: string
  readonly draw: (seed: string) => Promise<PairedTexts>
}

const GSM8K = new URL('../../../shared/data/gsm8k/cases.jsonl', import.meta.url)

/** Nothing differs: prompts made of templates, real questions where they are at hand, and users who ask much the same. */
export function quietScenarios(): Scenario[] {
  const mixed = [
    { reference: 500, current: 300 },
    { reference: 1100, current: 100 },
    { reference: 60, current: 400 },
  ]
  return [
    ...mixed.map(({ reference, current }) => ({
      name: `mixed prompts, ${reference} against ${current}`,
      draw: async (seed: string) => {
        const source = promptSource(seed)
        return described(source.mixed(reference), source.mixed(current))
      },
    })),
    ...(existsSync(GSM8K) ? realScenarios() : []),
  ]
}

function realScenarios(): Scenario[] {
  const questions = readFileSync(GSM8K, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { input: string }).input)
  return [
    {
      name: 'GSM8K questions, 700 against 150',
      draw: (seed) => {
        const drawn = shuffled(questions, seed)
        return described(drawn.slice(0, 700), drawn.slice(700, 850))
      },
    },
    {
      name: 'sentences of GSM8K questions, those of one question by one user, 200 users against 70',
      draw: async (seed) => {
        const users = shuffled(questions, seed).map((question) => question.split(/(?<=[.?!])\s+/))
        return {
          reference: await ofUsers(users.slice(0, 200)),
          current: await ofUsers(users.slice(200, 270)),
        }
      },
    },
  ]
}

/**
 * A topic is there: a sharp one, named by a word of its own, or a diffuse one, that the reference has a little of too.
 * In prompts like those the methods were made with, and in held-out ones.
 */
export function topicScenarios(): Scenario[] {
  return [
    ...topicsIn('held-out prompts', heldOutSource),
    ...topicsIn('prompts like those it was made with', promptSource),
  ]
}

function topicsIn(where: string, sourceOf: (seed: string) => PromptSource): Scenario[] {
  const coding = [
    { reference: 500, current: 300, topic: 30 },
    { reference: 500, current: 300, topic: 60 },
    { reference: 500, current: 1000, topic: 100 },
  ]
  return [
    {
      name: `sharp: 10 of 100 against 1,100, one word in 6 of them; ${where}`,
      draw: async (seed) => {
        const source = sourceOf(seed)
        const live = [...source.mixed(90), ...sharpTopic(source, seed)]
        return described(source.mixed(1100), live)
      },
    },
    ...coding.map(({ reference, current, topic }) => ({
      name: `diffuse: ${topic} coding prompts of ${current} against ${reference}; ${where}`,
      draw: async (seed: string) => {
        const source = sourceOf(seed)
        return described(source.mixed(reference), [...source.mixed(current - topic), ...source.coding(topic)])
      },
    })),
  ]
}

/** Ten prompts, six of them with one word that nobody used before, the others with a word of their own. */
function sharpTopic(source: PromptSource, seed: string): string[] {
  const random = seededRandom(`${seed}|sharp`)
  return source.mixed(10).map((prompt, place) => {
    const words = prompt.split(' ')
    words.splice(
      Math.floor(random() * words.length),
      0,
      place < 6 ? 'velomobile' : `velo${'abcd'[place - 6]}`,
    )
    return words.join(' ')
  })
}

async function described(reference: readonly string[], current: readonly string[]): Promise<PairedTexts> {
  return { reference: await ofUsers(alone(reference)), current: await ofUsers(alone(current)) }
}

function alone(texts: readonly string[]): string[][] {
  return texts.map((text) => [text])
}

async function ofUsers(users: readonly (readonly string[])[]): Promise<TopicText[]> {
  const texts = users.flatMap((own, user) => own.map((text) => ({ text, unit: `user ${user}` })))
  const embeddings = await createHashedNgrams().embed(
    texts.map(({ text }) => ({ text, vector: null })),
    new AbortController().signal,
  )
  return texts.map(({ text, unit }, place) => {
    const embedding = embeddings[place] ?? null
    return { id: `${place}`, text, unit, embedding: embedding?.kind === 'terms' ? embedding : null }
  })
}

function shuffled<T>(list: readonly T[], seed: string): T[] {
  const random = seededRandom(`${seed}|draw`)
  return list
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
