import type { Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import type { Embedder, Embedding } from '../embedder.ts'
import { TargetError } from '../target.ts'
import { acceptedAnswers, isList, unscored } from './accepted.ts'
import { graded } from './graded.ts'

export interface SimilarOptions {
  readonly embedder: Embedder
  readonly atLeast: number
  readonly signal: AbortSignal
}

/**
 * How near are output and answer in an embedder's space? Their cosine, 0 where it is negative; the best of several
 * answers.
 *
 * @returns unscored without an expected text, for an output or answers with nothing to embed, and when the embedder fails
 */
export async function scoreSimilar(
  output: string,
  expected: Expected | undefined,
  { embedder, atLeast, signal }: SimilarOptions,
): Promise<Score> {
  const answers = acceptedAnswers(expected)
  if (!isList(answers)) return answers
  const texts = [output, ...answers].map((text) => ({ text, vector: null }))
  let vectors: readonly Embedding[]
  try {
    vectors = await embedder.embed(texts, signal)
  } catch (error) {
    if (error instanceof TargetError) return unscored(`the embedder could not be asked (${error.kind})`)
    throw error
  }
  return scoreVectors(vectors, atLeast)
}

function scoreVectors([vector = null, ...references]: readonly Embedding[], atLeast: number): Score {
  if (vector === null) return unscored('the embedder has no vector of the output')
  const cosines = references.flatMap((reference) => (reference === null ? [] : [cosine(vector, reference)]))
  if (cosines.length === 0) return unscored('the embedder has no vector of the expected answer')
  return graded(Math.min(1, Math.max(0, ...cosines)), atLeast)
}

function cosine(a: NonNullable<Embedding>, b: NonNullable<Embedding>): number {
  const [left, right] = [entriesOf(a), new Map(entriesOf(b))]
  const product = left.reduce((sum, [place, value]) => sum + value * (right.get(place) ?? 0), 0)
  const lengths = norm(left) * norm([...right])
  return lengths === 0 ? 0 : product / lengths
}

type Entry = readonly [place: number, value: number]

function entriesOf(embedding: NonNullable<Embedding>): Entry[] {
  if (embedding.kind === 'dense') return embedding.values.map((value, place) => [place, value])
  return embedding.terms.map((term, place) => [term, embedding.counts[place] ?? 0])
}

function norm(entries: readonly Entry[]): number {
  return Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0))
}
