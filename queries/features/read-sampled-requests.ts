import type { SampledRequests } from '../../drift/coverage/described-texts.ts'
import type { Database } from '../database.ts'
import { numberColumn, textColumn } from '../read-columns.ts'
import { defineRequestScores } from '../scores/request-scores.ts'
import type { ScoredRequests } from '../scores/scored-rows.ts'

const RECORDS = new URL('./read-sampled-records.sql', import.meta.url)
const INPUTS = new URL('./read-sampled-inputs.sql', import.meta.url)

/** Where a night's sample and its scores are. */
export interface SampleFiles {
  readonly sample: string
  /** The scores that requests of the sample were given; null where none were. */
  readonly scores: ScoredRequests | null
}

/** What is known of the sampled requests, in the order of the sample. */
export async function readSampledRequests(
  db: Database,
  { sample, scores }: SampleFiles,
): Promise<SampledRequests> {
  await defineRequestScores(db, scores)
  const columns = await db.columns(RECORDS, { sample })
  const probabilities = numberColumn(columns, 'probability')
  return {
    ids: textColumn(columns, 'id').map((id) => id ?? ''),
    users: textColumn(columns, 'user'),
    conversations: textColumn(columns, 'conversation'),
    weights: probabilities.map((probability) => (Number.isNaN(probability) ? 1 : 1 / probability)),
    failed: numberColumn(columns, 'failed'),
  }
}

/** The inputs of the sampled requests, in the order of the sample; null where the lake keeps no texts. */
export async function readSampledInputs(db: Database, sample: string): Promise<readonly (string | null)[]> {
  return textColumn(await db.columns(INPUTS, { sample }), 'input')
}
