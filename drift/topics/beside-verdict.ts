import { classifierTest } from '../../stats/classifier-test.ts'
import { meanDiscrepancyTest } from '../../stats/mean-discrepancy.ts'
import { seededRandom } from '../../stats/random.ts'
import type { TopicSpace } from './cluster-candidates.ts'
import type { Pool } from './pool.ts'

/** What both say; null where there are no words, or no points. */
interface BesideVerdict {
  readonly classifierAuc: number | null
  readonly classifierPValue: number | null
  readonly squaredDiscrepancy: number | null
  readonly discrepancyPValue: number | null
}

/**
 * Two ways to ask whether all texts of both sides are alike, which stand beside the verdict: a classifier's AUC, on the
 * half of the units that it has not learned from, and the maximum mean discrepancy of the points. They see a change that
 * runs through all texts; a topic in a few of them they see less often than the verdict's own parts do.
 */
export function besideVerdict(pool: Pool, { vocabulary, table, seed }: TopicSpace): BesideVerdict {
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

/**
 * Both in a sentence for people; none where there are neither words nor points.
 *
 * @example besideInWords(both) // ['The texts as a whole: a classifier tells … AUC 0.57, p 0.004 …']
 */
export function besideInWords(both: BesideVerdict): string[] {
  const { classifierAuc, classifierPValue, discrepancyPValue } = both
  const said = [
    ...(classifierAuc === null || classifierPValue === null
      ? []
      : [
          `a classifier tells the sides of unseen texts apart with AUC ${short(classifierAuc)}, p ${short(classifierPValue)}`,
        ]),
    ...(discrepancyPValue === null ? [] : [`their mean discrepancy has p ${short(discrepancyPValue)}`]),
  ]
  return said.length === 0 ? [] : [`The texts as a whole, beside the verdict: ${said.join('; ')}.`]
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)))
}
