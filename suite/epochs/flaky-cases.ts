import { passes } from '../passes.ts'
import type { EpochRow } from './reduce-rows.ts'

/** A case whose epochs do not agree on whether it passes. */
export interface FlakyCase {
  readonly caseId: string
  readonly scorer: string
  readonly passed: number
  /** Epochs that were scored. */
  readonly epochs: number
  /** How probable it is that two of its epochs differ, in (0, 1]. */
  readonly flipRate: number
}

/**
 * The cases whose epochs differ, by scorer, the most flaky first: they are named and not averaged away.
 *
 * @example flakyCases([pass, fail, pass], ['exact'])[0]?.flipRate // 2 · 2 · 1 / (3 · 2) = 0.667
 */
export function flakyCases(rows: readonly EpochRow[], scorers: readonly string[]): FlakyCase[] {
  const byCase = [...Map.groupBy(rows, ({ caseId }) => caseId)]
  const flaky = scorers.flatMap((scorer) =>
    byCase.flatMap(([caseId, epochs]) => {
      const counts = countEnds(epochs, scorer)
      const flipRate = flipRateOf(counts)
      return flipRate === 0 ? [] : [{ caseId, scorer, ...counts, flipRate }]
    }),
  )
  return flaky.sort((a, b) => b.flipRate - a.flipRate || (a.caseId < b.caseId ? -1 : 1))
}

function countEnds(rows: readonly EpochRow[], scorer: string): Pick<FlakyCase, 'passed' | 'epochs'> {
  const ends = rows.map(({ scores }) => passes(Object.hasOwn(scores, scorer) ? scores[scorer] : null))
  return {
    passed: ends.filter((end) => end === true).length,
    epochs: ends.filter((end) => end !== null).length,
  }
}

function flipRateOf({ passed, epochs }: Pick<FlakyCase, 'passed' | 'epochs'>): number {
  return epochs < 2 ? 0 : (2 * passed * (epochs - passed)) / (epochs * (epochs - 1))
}
