import type { CaseError } from '../../suite/case-result.ts'
import type { CaseTexts } from '../../suite/case-texts.ts'
import type { Database, Row } from '../database.ts'

const TEXTS = new URL('./read-case-texts.sql', import.meta.url)
const SIZE = new URL('./size-case-texts.sql', import.meta.url)

/** Some cases of a run. */
export interface CaseTextsChoice {
  /** The run's result files. */
  readonly paths: readonly string[]
  readonly caseIds: readonly string[]
  /** The most characters of one text. */
  readonly cap: number
}

/**
 * What these cases asked and were answered, by case id in code-point order, then epoch. Cases that the run does not hold
 * are left out.
 *
 * @throws QueryError when a file cannot be read
 */
export async function readCaseTexts(
  db: Database,
  { paths, caseIds, cap }: CaseTextsChoice,
): Promise<CaseTexts[]> {
  if (paths.length === 0 || caseIds.length === 0) return []
  return (await db.rows(TEXTS, { paths, case_ids: caseIds, cap })).map(caseTexts)
}

/** How many characters inputs, outputs and expected answers of these cases have together, each cut to the cap. */
export async function sizeCaseTexts(db: Database, { paths, caseIds, cap }: CaseTextsChoice): Promise<number> {
  if (paths.length === 0 || caseIds.length === 0) return 0
  return Number((await db.rows(SIZE, { paths, case_ids: caseIds, cap }))[0]?.characters ?? 0)
}

function caseTexts(row: Row): CaseTexts {
  return {
    caseId: String(row.case_id),
    epoch: Number(row.epoch),
    input: { text: String(row.input), length: Number(row.input_length) },
    expected: row.expected === null ? undefined : JSON.parse(String(row.expected)),
    output: row.output === null ? null : { text: String(row.output), length: Number(row.output_length) },
    toolCalls: row.tool_calls as string | null,
    model: row.model as string | null,
    finishReason: row.finish_reason as string | null,
    latencyMs: row.latency_ms as number | null,
    costUsd: row.cost_usd as number | null,
    tokens: { input: row.input_tokens as number | null, output: row.output_tokens as number | null },
    fromCache: row.from_cache === true,
    error:
      row.error_kind === null
        ? null
        : { kind: row.error_kind as CaseError['kind'], message: String(row.error_message) },
    reasons: reasonsOf(row.reasons),
  }
}

/** Made from entries, so a scorer's name such as `__proto__` is only a name. */
function reasonsOf(map: unknown): CaseTexts['reasons'] {
  const entries = (map ?? []) as readonly { readonly key: string; readonly value: string | null }[]
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]))
}
