import { pickRows, rowCount, type SparseRows } from '../../stats/sparse-rows.ts'
import { weighTerms } from '../tf-idf.ts'
import type { TermCounts, TopicText } from './topic-text.ts'

/**
 * What an embedder made of texts, as rows that can be compared by their dot product: TF-IDF weights of terms, or vectors
 * brought to length 1. Texts with nothing to embed, or a vector of another length than the first, are empty rows.
 */
export function embeddedRows(texts: readonly TopicText[]): SparseRows {
  const embeddings = texts.map(({ embedding }) => embedding)
  const dense = embeddings.find((embedding) => Array.isArray(embedding))
  if (dense === undefined) return weighTerms(sharedTerms(rowsOf(embeddings.map(termsOf))))
  return rowsOf(embeddings.map((embedding) => denseTerms(embedding, dense.length)))
}

/** Without the terms of single texts, which place them beside no other. */
function sharedTerms(rows: SparseRows): SparseRows {
  return pickRows(
    rows,
    Uint32Array.from({ length: rowCount(rows) }, (_, row) => row),
  )
}

function termsOf(embedding: TopicText['embedding']): TermCounts {
  return embedding !== null && 'terms' in embedding ? embedding : { terms: [], counts: [] }
}

/** A vector as terms: each dimension with its share of the vector's length. */
function denseTerms(embedding: TopicText['embedding'], dimensions: number): TermCounts {
  if (!Array.isArray(embedding) || embedding.length !== dimensions) return { terms: [], counts: [] }
  const length = Math.hypot(...embedding)
  const counts = embedding.map((value) => (length === 0 ? 0 : value / length))
  return { terms: counts.map((_, column) => column), counts }
}

function rowsOf(rows: readonly TermCounts[]): SparseRows {
  const starts = new Uint32Array(rows.length + 1)
  for (const [i, { terms }] of rows.entries()) starts[i + 1] = starts[i]! + terms.length
  const columns = new Uint32Array(starts.at(-1)!)
  const values = new Float32Array(columns.length)
  for (const [i, { terms, counts }] of rows.entries()) {
    columns.set(terms, starts[i]!)
    values.set(counts, starts[i]!)
  }
  const width = 1 + columns.reduce((most, column) => Math.max(most, column), 0)
  return { starts, columns, values, width }
}
