import type { Database } from '../database.ts'
import { readVectors, type StoredVectors } from './read-vectors.ts'

const SAMPLE = new URL('./sample-inputs.sql', import.meta.url)

/** What an embedder made of a text: terms that rise with how often each occurs, or a vector; null when it made nothing. */
type StoredEmbedding =
  | { readonly terms: Uint32Array; readonly counts: Float32Array }
  | readonly number[]
  | null

/** One request of a night's sample. */
interface SampledInput {
  readonly recordKey: string
  /** Its own id, else log and line. */
  readonly id: string
  /** Of its user, else its conversation. */
  readonly unit: string | null
  /** Null where the lake keeps no texts. */
  readonly input: string | null
  readonly embedder: string
  readonly embedding: StoredEmbedding
}

/** What is known of a case's input beside itself. */
export type DescribedCase = Pick<SampledInput, 'embedder' | 'embedding'>

/** Requests of a night's sample. */
export interface SampledInputs {
  readonly inputs: readonly SampledInput[]
  /** How many requests the sample has, and how many are left when all are to have been logged with one probability. */
  readonly sampled: number
  readonly thinned: number
}

/**
 * The first requests of a night's sample, as good as any others; all when there are no more than `most`. Requests that the
 * log was likelier to keep are thinned to the probability of the least likely.
 */
export async function readSampleTexts(db: Database, path: string, most: number): Promise<SampledInputs> {
  const rows = await db.rows(SAMPLE, { path, most })
  const read = Number(rows.at(-1)?.position ?? -1) + 1
  const described = descriptionsOf(await readVectors(db, path, read))
  const inputs = rows.map((row) => ({
    recordKey: String(row.record_key),
    id: String(row.id),
    unit: row.unit as string | null,
    input: row.input as string | null,
    ...described[Number(row.position)]!,
  }))
  return { inputs, sampled: Number(rows[0]?.sampled ?? 0), thinned: Number(rows[0]?.thinned ?? 0) }
}

/** The descriptions of cases, in the order of the dataset. */
export async function readDescribedCases(db: Database, path: string): Promise<DescribedCase[]> {
  return descriptionsOf(await readVectors(db, path))
}

function descriptionsOf({ embedders, isDense, rows }: StoredVectors): DescribedCase[] {
  return embedders.map((embedder, row) => {
    const [from, end] = [rows.starts[row]!, rows.starts[row + 1]!]
    if (from === end) return { embedder, embedding: null }
    const counts = rows.values.subarray(from, end)
    const terms = rows.columns.subarray(from, end)
    return { embedder, embedding: isDense[row] === 1 ? Array.from(counts) : { terms, counts } }
  })
}
