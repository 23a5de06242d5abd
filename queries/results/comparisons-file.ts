import { writeFile } from 'node:fs/promises'
import type { JudgedComparison } from '../../drift/comparison.ts'
import type { Database } from '../database.ts'

/**
 * Writes judged comparisons as Parquet, in their order.
 *
 * @param path  the file to write; a file beside it with `.jsonl` added holds the rows meanwhile
 */
export async function writeComparisons(
  db: Database,
  comparisons: readonly JudgedComparison[],
  path: string,
): Promise<void> {
  const source = `${path}.jsonl`
  await writeFile(source, comparisons.map((comparison) => `${JSON.stringify(rowOf(comparison))}\n`).join(''))
  await db.run(new URL('./write-comparisons.sql', import.meta.url), { source, path })
}

/** Reads the comparisons of a file back, in their order. */
export async function readComparisons(db: Database, path: string): Promise<JudgedComparison[]> {
  const rows = await db.rows(new URL('./read-comparisons.sql', import.meta.url), { path })
  return rows.map((row) => JSON.parse(String(row.body)) as JudgedComparison)
}

function rowOf(comparison: JudgedComparison) {
  const { family, check, slice, type, n, effect, verdict, direction, rule } = comparison
  return {
    family,
    check,
    slice,
    type,
    n_reference: n.reference,
    n_current: n.current,
    effect_name: effect?.name ?? null,
    effect: effect?.value ?? null,
    corrected_effect: effect?.corrected ?? null,
    lower: effect?.interval.lower ?? null,
    upper: effect?.interval.upper ?? null,
    level: effect?.interval.level ?? null,
    p_value: comparison.pValue,
    adjusted_p_value: comparison.adjustedPValue,
    alpha: comparison.alpha,
    minimum_effect: comparison.minimumEffect,
    verdict,
    direction,
    rule,
    body: JSON.stringify(comparison),
  }
}
