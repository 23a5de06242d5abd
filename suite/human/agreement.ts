import { cohensKappa } from '../../stats/cohens-kappa.ts'
import type { PairedTable } from '../../stats/newcombe-paired.ts'
import { pairsOf } from '../../stats/paired-change.ts'
import type { PassTable } from '../pass-table.ts'
import { passes } from '../passes.ts'

/** A person's judgement of one case's output. */
export interface HumanRating {
  readonly caseId: string
  /** From 0 to 1; at least 0.5 passes. */
  readonly score: number
  /** Whether the output is still the one that was rated. */
  readonly output: 'same' | 'changed' | 'unknown'
}

/** How a scorer and people agree. Stale ratings, of outputs that have changed since, are counted apart. */
export interface Agreement {
  readonly scorer: string
  /** n10: people passed it and the scorer did not; n01 the other way. */
  readonly table: PairedTable
  /** The share of equal verdicts; null without a pair. */
  readonly share: number | null
  /** Beyond chance, from −1 to 1. */
  readonly kappa: number | null
  readonly stale: number
  /** Among the pairs, those of which nobody knows which output was rated. */
  readonly unknown: number
  /** Ids of cases with unequal verdicts. */
  readonly apart: readonly string[]
}

/** Do a scorer and people agree on what passes? Over the rated cases that the scorer judged. */
export function agreementOf(scorer: string, ratings: readonly HumanRating[], rows: PassTable): Agreement {
  const byCase = new Map(rows.map((row) => [row.caseId, row]))
  const fresh = ratings.filter(({ output }) => output !== 'changed')
  const pairs = fresh.flatMap((rating) => {
    const scores = byCase.get(rating.caseId)?.scores ?? {}
    const judged = Object.hasOwn(scores, scorer) ? passes(scores[scorer]) : null
    return judged === null ? [] : [{ ...rating, person: rating.score >= 0.5, judged }]
  })
  const count = (person: boolean, judged: boolean) =>
    pairs.filter((pair) => pair.person === person && pair.judged === judged).length
  const table = {
    n11: count(true, true),
    n10: count(true, false),
    n01: count(false, true),
    n00: count(false, false),
  }
  const n = pairsOf(table)
  return {
    scorer,
    table,
    share: n === 0 ? null : (table.n11 + table.n00) / n,
    kappa: cohensKappa(table),
    stale: ratings.length - fresh.length,
    unknown: pairs.filter(({ output }) => output === 'unknown').length,
    apart: pairs.filter(({ person, judged }) => person !== judged).map(({ caseId }) => caseId),
  }
}
