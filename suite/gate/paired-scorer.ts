import { pairedChange, pairsOf } from '../../stats/paired-change.ts'
import { permutationStages, permutationTest } from '../../stats/permutation-test.ts'
import { seededRandom } from '../../stats/random.ts'
import type { ComparedRuns } from '../compared-runs.ts'
import type { DiffScorer } from './diff.ts'

const LEVEL = 0.95

/** What a comparison says before it is known how many others were made. */
export type PairedNumbers = Omit<DiffScorer, 'adjustedPValue' | 'verdict' | 'why'>

/**
 * Did one scorer's pass rate change? Exact McNemar and Newcombe's paired interval, by whole groups where cases hang together;
 * where values are graded, the p-value is that of their mean, by a paired permutation test.
 */
export function pairedScorer(scorer: ComparedRuns['scorers'][number]): PairedNumbers {
  const { name, table, groups, valueChanges } = scorer
  const n = pairsOf(table)
  const { change, pValue, test } = pairedChange({ table, clusters: groups }, LEVEL)
  const rates = {
    name,
    base: { passRate: n === 0 ? null : (table.n11 + table.n10) / n, n },
    head: { passRate: n === 0 ? null : (table.n11 + table.n01) / n, n },
    table,
    difference: change?.value ?? null,
    interval: change && { lower: change.interval.lower, upper: change.interval.upper },
    flipRate: n === 0 ? null : (table.n10 + table.n01) / n,
  }
  if (valueChanges === undefined || n === 0) return { ...rates, pValue, test }
  const sum = valueChanges.reduce((total, value) => total + value, 0)
  return {
    ...rates,
    pValue: signPermutation(name, valueChanges),
    test: 'paired permutation of values',
    meanDifference: sum / n,
  }
}

/** How often is the sum as far from 0 when each change might as well have had the other sign? Two-sided. */
function signPermutation(name: string, changes: readonly number[]): number {
  const moved = changes.filter((change) => change !== 0)
  if (moved.length === 0) return 1
  const random = seededRandom(`paired permutation ${name}`)
  const draw = () => Math.abs(moved.reduce((sum, change) => sum + (random() < 0.5 ? change : -change), 0))
  const observed = Math.abs(moved.reduce((sum, change) => sum + change, 0))
  return permutationTest(observed, draw, permutationStages(moved.length)).pValue
}
