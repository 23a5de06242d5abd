import type { Topic } from './intent.ts'
import { COVERED, UNCOVERED } from './intents/all.ts'

interface Wording {
  readonly topic: Topic
  /** Sum of the weights of its words: what a question can share with it at most. */
  readonly total: number
}

interface Index {
  readonly wordings: readonly Wording[]
  /** For each word, how telling it is, and in which wordings it stands. */
  readonly words: ReadonlyMap<string, { readonly weight: number; readonly wordings: readonly number[] }>
}

/** A question that shares less than this part of the best wording is about something else. */
const MINIMUM_OVERLAP = 0.3

let cached: Index | undefined

/**
 * Which topic is a question about? The one with the wording that shares most of its telling words (words are
 * weighted by how few wordings have them); `undefined` when no wording shares enough.
 */
export function recogniseTopic(question: string): Topic | undefined {
  cached ??= buildIndex([...COVERED, UNCOVERED].flatMap((intent) => intent.topics))
  const shared = new Float64Array(cached.wordings.length)
  for (const word of wordsOf(question)) {
    const entry = cached.words.get(word)
    for (const at of entry?.wordings ?? []) shared[at]! += entry?.weight ?? 0
  }
  return best(cached.wordings, shared)
}

function best(wordings: readonly Wording[], shared: Float64Array): Topic | undefined {
  let topic: Topic | undefined
  let highest = 0
  wordings.forEach((wording, at) => {
    const overlap = shared[at]! / wording.total
    const score = overlap * Math.sqrt(shared[at]!)
    if (overlap < MINIMUM_OVERLAP || score <= highest) return
    topic = wording.topic
    highest = score
  })
  return topic
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .replaceAll("'", '')
      .replace(/\bplease\b/g, 'pls')
      .match(/[a-z]+/g) ?? [],
  )
}

function buildIndex(topics: readonly Topic[]): Index {
  const wordings = topics.flatMap((topic) =>
    topic.asks.map((ask) => ({ topic, words: wordsOf(ask.replace(/\{\w+\}/g, ' ')) })),
  )
  const places = new Map<string, number[]>()
  wordings.forEach(({ words }, at) => {
    for (const word of words) places.set(word, [...(places.get(word) ?? []), at])
  })
  const weightOf = (at: readonly number[]) => Math.log(wordings.length / at.length)
  return {
    wordings: wordings.map(({ topic, words }) => ({
      topic,
      total: [...words].reduce((sum, word) => sum + weightOf(places.get(word) ?? []), 0),
    })),
    words: new Map([...places].map(([word, at]) => [word, { weight: weightOf(at), wordings: at }])),
  }
}
