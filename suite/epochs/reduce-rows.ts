import type { CaseResult } from '../case-result.ts'
import { type JudgedScore, passes } from '../passes.ts'
import { reduceEpochs, type ScoredEpoch } from './reducer.ts'

/** What is reduced of a result: the same of all epochs of a case, but for how it ended and its scores. */
export interface EpochRow {
  readonly caseId: string
  readonly epoch?: number
  readonly status: CaseResult['status']
  readonly scores: Readonly<Record<string, JudgedScore | number | null>>
}

/**
 * The rows of a run with each case once, its scores reduced over its epochs: epochs of one case are no independent cases.
 * A case counts as answered when one of its epochs was; else it ended as its first one did. A case of one epoch stays as
 * it is.
 *
 * @param rows every case's epochs in their order
 */
export function reduceRows<Row extends EpochRow>(rows: readonly Row[], reducer: string): Row[] {
  return [...Map.groupBy(rows, ({ caseId }) => caseId).values()].map((epochs) => {
    const answered = epochs.filter(({ status }) => status === 'answered')
    const first = answered[0] ?? epochs[0]!
    if (epochs.length === 1) return first
    const names = new Set(answered.flatMap(({ scores }) => Object.keys(scores)))
    const scores = Object.fromEntries([...names].map((name) => [name, reducedScore(answered, name, reducer)]))
    return { ...first, ...(first.epoch === undefined ? {} : { epoch: 1 }), scores }
  })
}

function reducedScore(epochs: readonly EpochRow[], name: string, reducer: string): JudgedScore {
  const scored = epochs.flatMap(({ scores }) =>
    scoredEpoch(Object.hasOwn(scores, name) ? scores[name] : null),
  )
  const value = reduceEpochs(scored, reducer)
  return value === null ? { value } : { value, passed: passesOver(scored, reducer, value) }
}

function scoredEpoch(score: EpochRow['scores'][string] | undefined): ScoredEpoch[] {
  const passed = passes(score)
  const value = typeof score === 'object' && score !== null ? score.value : (score ?? null)
  return passed === null || value === null ? [] : [{ value, passed }]
}

/** A case passes when at least half of its epochs do, with `max` when one does; a probability from a half on. */
function passesOver(scored: readonly ScoredEpoch[], reducer: string, value: number): boolean {
  const passed = scored.filter((epoch) => epoch.passed).length
  if (reducer === 'max') return passed > 0
  return ['mean', 'median', 'mode'].includes(reducer) ? passed >= scored.length / 2 : value >= 0.5
}
