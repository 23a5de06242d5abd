import { max, mean, median } from 'simple-statistics'
import { z } from 'zod'

const PATTERN = /^(?:mean|median|mode|max|(?:at-least-|pass@|pass\^)([1-9]\d?))$/

/** How the values of one case's epochs become one; the number in `pass@3` is of epochs. */
export const reducerSpec = z
  .string()
  .regex(PATTERN, 'expected mean, median, mode, max, at-least-K, pass@K or pass^K with K from 1 to 99')

/** How many epochs a reducer needs. */
export function epochsNeeded(reducer: string): number {
  return Number(PATTERN.exec(reducer)?.[1] ?? 1)
}

/** One scored epoch of a case: its value in [0, 1], and whether it passes. */
export interface ScoredEpoch {
  readonly value: number
  readonly passed: boolean
}

/**
 * One value of a case's epochs, as Inspect AI reduces them:
 * - `mean`, `median`, `max` of the values, `mode` the most frequent one (of several, the one that came first);
 * - `at-least-K`: 1 when K epochs passed, else 0;
 * - `pass@K`: how probable it is that of K epochs at least one passes, 1 − C(n−c, K) / C(n, K) (Chen et al. 2021);
 * - `pass^K`: that all of K pass, C(c, K) / C(n, K) (Yao et al. 2024).
 *
 * @param epochs those that were scored, in their order
 * @returns null without any, and for `pass@K` and `pass^K` with fewer than K
 * @example reduceEpochs([{ value: 1, passed: true }, { value: 0, passed: false }], 'pass@2') // 1
 */
export function reduceEpochs(epochs: readonly ScoredEpoch[], reducer: string): number | null {
  if (epochs.length === 0) return null
  const values = epochs.map(({ value }) => value)
  if (reducer === 'mean') return mean(values)
  if (reducer === 'median') return median(values)
  if (reducer === 'max') return max(values)
  if (reducer === 'mode') return mostFrequent(values)
  const [n, k] = [epochs.length, epochsNeeded(reducer)]
  const passed = epochs.filter((epoch) => epoch.passed).length
  if (reducer.startsWith('at-least-')) return passed >= k ? 1 : 0
  if (n < k) return null
  return reducer.startsWith('pass@') ? 1 - drawnWithout(n - passed, n, k) : drawnWithout(passed, n, k)
}

/** C(some, k) / C(all, k): that k draws without replacement are all of these. */
function drawnWithout(some: number, all: number, k: number): number {
  let share = 1
  for (let i = 0; i < k; i += 1) share *= Math.max(0, some - i) / (all - i)
  return share
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}
