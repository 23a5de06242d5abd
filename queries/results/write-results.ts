import { type Case, inputText } from '../../suite/case.ts'
import { inputDigest } from '../../suite/case-digest.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { judgingOf } from '../../suite/judge/judging.ts'
import type { Database } from '../database.ts'
import { jsonText } from '../json-text.ts'

const TABLE = new URL('./write-results-table.sql', import.meta.url)
const RESULTS = new URL('./write-results.sql', import.meta.url)

export interface WriteResultsOptions {
  readonly results: readonly CaseResult[]
  /** The cases by id; every result's case is among them. */
  readonly cases: ReadonlyMap<string, Case>
  /** The Parquet file to write. */
  readonly path: string
}

/**
 * Writes results with what their cases asked, one row a case × epoch in their order; columns in `write-results.sql`.
 * No results give a file without rows.
 *
 * @example SELECT avg(scores['numeric'].value) FROM 'results.parquet' -- how to ask such a file
 * @throws RangeError when a result's case is not among `cases`
 */
export async function writeResults(
  db: Database,
  { results, cases, path }: WriteResultsOptions,
): Promise<void> {
  const bodies = results.map((result) => jsonText(rowOf(result, caseOf(result, cases))))
  await db.run(TABLE)
  await db.append('result_text', [bodies.map((_, place) => place), bodies])
  await db.run(RESULTS, { path })
}

function caseOf({ caseId }: CaseResult, cases: ReadonlyMap<string, Case>): Case {
  const item = cases.get(caseId)
  if (item !== undefined) return item
  throw new RangeError(
    `Cannot write the result of case ${JSON.stringify(caseId)}: it is not among the ${cases.size} given cases.`,
  )
}

function rowOf(result: CaseResult, item: Case) {
  const { caseId, epoch, status, answer, error, scores } = result
  const judging = judgingOf(result)
  return {
    case_id: caseId,
    epoch,
    input_digest: inputDigest(item),
    case_group: item.group ?? null,
    tags: Object.fromEntries(Object.entries(item.tags ?? {}).map(([name, value]) => [name, String(value)])),
    status,
    input: inputText(item.input),
    expected: item.expected === undefined ? null : JSON.stringify(item.expected),
    output: answer?.output ?? null,
    model: answer?.model ?? null,
    finish_reason: answer?.finishReason ?? null,
    latency_ms: answer?.latencyMs ?? null,
    first_token_ms: answer?.firstTokenMs ?? null,
    input_tokens: answer?.tokens?.input ?? null,
    cached_tokens: answer?.tokens?.cached ?? null,
    output_tokens: answer?.tokens?.output ?? null,
    reasoning_tokens: answer?.tokens?.reasoning ?? null,
    cost_usd: answer?.costUsd ?? null,
    tool_calls: answer?.toolCalls === undefined ? null : JSON.stringify(answer.toolCalls),
    fingerprint: answer?.fingerprint ?? null,
    request_digest: answer?.requestDigest ?? null,
    from_cache: answer === null ? null : (answer.fromCache ?? false),
    judge_cost_usd: judging.costUsd,
    judge_tokens: judging.tokens,
    error_kind: error?.kind ?? null,
    error_message: error?.message ?? null,
    scores: Object.fromEntries(
      Object.entries(scores).map(([name, { value, reason }]) => [name, { value, reason: reason ?? null }]),
    ),
    passed: Object.fromEntries(
      Object.entries(scores).flatMap(([name, { passed }]) => (passed === undefined ? [] : [[name, passed]])),
    ),
  }
}
