import type { PointTable } from '../../stats/nearest-neighbours.ts'
import { reduceTexts } from '../reduce-texts.ts'
import { type TermCounts, type WeighedText, weighTerms } from '../tf-idf.ts'
import type { Pool } from './pool.ts'

/** Of 20, 30 and 50, and with or without equal spread, this found a diffuse topic in real-sized samples most often. */
const DIMENSIONS = 30

/**
 * Pooled texts as points, near each other when they are alike: the leading directions of their TF-IDF weights, or of
 * their vectors, each scaled to the same spread, so that the few strongest (length, language, form of the request) do
 * not drown the subject. Texts without anything to embed lie at the origin.
 */
export function topicPoints({ texts }: Pool, seed: string): PointTable {
  const { current } = reduceTexts(rowsOf(texts), { dimensions: DIMENSIONS, seed: `${seed}|points` })
  const dimensions = current[0]?.length ?? 0
  const values = new Float64Array(texts.length * dimensions)
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const squares = current.reduce((sum, point) => sum + point[dimension]! ** 2, 0)
    for (const [row, point] of current.entries())
      values[row * dimensions + dimension] = point[dimension]! / Math.sqrt(squares / texts.length)
  }
  return { values, dimensions }
}

function rowsOf(texts: Pool['texts']) {
  const dense = texts.find(({ embedding }) => Array.isArray(embedding))?.embedding
  if (!Array.isArray(dense)) return weighTerms([], texts.map(termsOf))
  const terms = Array.from(dense, (_, column) => column)
  return { reference: [], current: texts.map((text) => denseRow(text, terms)), terms }
}

function termsOf({ embedding }: Pool['texts'][number]): TermCounts {
  return embedding !== null && 'terms' in embedding ? embedding : { terms: [], counts: [] }
}

/** A vector brought to length 1. */
function denseRow({ embedding }: Pool['texts'][number], terms: readonly number[]): WeighedText {
  const vector = Array.isArray(embedding) && embedding.length === terms.length ? (embedding as number[]) : []
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return {
    columns: Int32Array.from(vector.keys()),
    weights: Float64Array.from(vector, (value) => (length === 0 ? 0 : value / length)),
  }
}
