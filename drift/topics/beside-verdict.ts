import { classifierTest } from '../../stats/classifier-test.ts'
import { meanDiscrepancyTest } from '../../stats/mean-discrepancy.ts'
import { seededRandom } from '../../stats/random.ts'
import type { TopicSpace } from './cluster-candidates.ts'
import type { Pool } from './pool.ts'

/**
 * Two ways to ask whether all texts of both sides are alike, which stand beside the verdict: a classifier's AUC, on the
 * half of the units that it has not learned from, and the maximum mean discrepancy of the points. They see a change that
 * runs through all texts; a topic in a few of them they see less often than the verdict's own parts do.
 *
 * @returns null where there are no words, or no points
 */
export function besideVerdict(pool: Pool, { vocabulary, table, seed }: TopicSpace) {
  const marked = vocabulary.map(({ rows }) => rows)
  const classifier = classifierTest({ ...pool, marked }, seededRandom(`${seed}|classifier`))
  const discrepancy =
    table.dimensions === 0 ? null : meanDiscrepancyTest(table, pool, seededRandom(`${seed}|discrepancy`))
  return {
    classifierAuc: classifier.auc,
    classifierPValue: classifier.pValue,
    squaredDiscrepancy: discrepancy?.squaredDiscrepancy ?? null,
    discrepancyPValue: discrepancy?.pValue ?? null,
  }
}
