import { type Stratum, stratifiedPermutationTest } from '../../stats/stratified-permutation-test.ts'
import type { PassTable } from '../pass-table.ts'
import { passes } from '../passes.ts'
import type { GatedScorer } from './diff.ts'

/** A block is confirmed when chance would do the same in fewer than one of a hundred, over all scorers. */
const LEVEL = 0.01

/** What asking anew said of a scorer that the rule stops. */
export interface Confirmation {
  /** Cases that were asked anew on both sides. */
  readonly cases: number
  /** Passes among the fresh answers. */
  readonly base: { readonly passed: number; readonly n: number }
  readonly head: { readonly passed: number; readonly n: number }
  /** One-sided, of a head that is no worse on these cases. */
  readonly pValue: number
  readonly level: number
  readonly confirmed: boolean
}

/** The fresh answers of both sides, every epoch a row. */
export interface FreshAnswers {
  readonly base: PassTable
  readonly head: PassTable
}

/**
 * Is a scorer really worse on the cases that changed sides? By their fresh answers alone: the first ones were chosen for
 * being different. One-sided permutation test within cases.
 *
 * @param scorers  how many scorers the gate looks at
 * @returns null where no case has a fresh answer on both sides
 */
export function confirmBlock(
  { name, lost, gained }: Pick<GatedScorer, 'name' | 'lost' | 'gained'>,
  fresh: FreshAnswers,
  scorers: number,
): Confirmation | null {
  const [base, head] = [outcomesOf(fresh.base, name), outcomesOf(fresh.head, name)]
  const strata = [...lost, ...gained].flatMap((id): Stratum[] => {
    const [first, second] = [base.get(id), head.get(id)]
    return first === undefined || second === undefined ? [] : [{ first, second }]
  })
  if (strata.length === 0) return null
  const pValue = stratifiedPermutationTest(strata)
  const level = LEVEL / scorers
  return {
    cases: strata.length,
    base: sumOf(strata.map(({ first }) => first)),
    head: sumOf(strata.map(({ second }) => second)),
    pValue,
    level,
    confirmed: pValue <= level,
  }
}

type Outcomes = Stratum['first']

function outcomesOf(rows: PassTable, name: string): ReadonlyMap<string, Outcomes> {
  const found = new Map<string, Outcomes>()
  for (const { caseId, status, scores } of rows) {
    const passed = status === 'answered' && Object.hasOwn(scores, name) ? passes(scores[name]) : null
    if (passed === null) continue
    const { successes, trials } = found.get(caseId) ?? { successes: 0, trials: 0 }
    found.set(caseId, { successes: successes + (passed ? 1 : 0), trials: trials + 1 })
  }
  return found
}

function sumOf(outcomes: readonly Outcomes[]): { readonly passed: number; readonly n: number } {
  return outcomes.reduce(
    ({ passed, n }, { successes, trials }) => ({ passed: passed + successes, n: n + trials }),
    { passed: 0, n: 0 },
  )
}
