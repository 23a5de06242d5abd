import { enrichment } from '../../stats/enrichment.ts'
import { newcombeIndependent } from '../../stats/newcombe-independent.ts'

/** How many requests there are, and how many of them failed. */
export interface FailureCount {
  readonly requests: number
  readonly failed: number
}

/** A part of the traffic that may fail more than the rest: `intent=refund`. */
export interface CandidateSlice extends FailureCount {
  readonly slice: string
}

/** A slice that fails more than the rest of the traffic. */
export interface FailingSlice extends CandidateSlice {
  /** Shares of failed requests in it and outside of it, in [0, 1]. */
  readonly inside: number
  readonly outside: number
  /** Newcombe's interval of their difference, for all candidates at once (Bonferroni). */
  readonly difference: { readonly lower: number; readonly upper: number; readonly level: number }
  readonly adjustedPValue: number
}

export interface FailingSliceOptions {
  /** With nothing wrong, any slice at all is named with at most this probability. */
  readonly alpha: number
  /** By how much more a slice has to fail, as a difference of shares; 0.05 unless given: below it nobody would look. */
  readonly minimumDifference?: number
}

/**
 * Which slices fail more than the rest of the traffic? Fisher's exact test of each slice against everything outside of
 * it, one-sided, adjusted for all slices that were looked at; and the difference itself must be beyond the minimum.
 * A slice that overlaps one that fails is named too, after it.
 *
 * @param slices  overlapping ones among them; those with nothing outside of them are left out
 * @param whole   all requests
 * @returns surest first
 * @example failingSlices([{ slice: 'a', requests: 100, failed: 30 }], { requests: 2000, failed: 220 }, { alpha: 0.01 })
 *   // a: 0.3 inside, 0.1 outside
 */
export function failingSlices(
  slices: readonly CandidateSlice[],
  whole: FailureCount,
  { alpha, minimumDifference = 0.05 }: FailingSliceOptions,
): FailingSlice[] {
  const parts = slices.filter(({ requests }) => requests > 0 && requests < whole.requests)
  const { adjusted } = enrichment(
    parts.map(({ requests, failed }) => ({ all: requests, chosen: failed })),
    { all: whole.requests, chosen: whole.failed },
  )
  const level = 1 - alpha / Math.max(1, parts.length)
  return parts
    .map((part, i) => ({ ...besideTheRest(part, whole, level), adjustedPValue: adjusted[i]! }))
    .filter(
      ({ adjustedPValue, inside, outside }) =>
        adjustedPValue <= alpha && inside - outside > minimumDifference,
    )
    .toSorted((a, b) => a.adjustedPValue - b.adjustedPValue || (a.slice < b.slice ? -1 : 1))
}

function besideTheRest(part: CandidateSlice, whole: FailureCount, level: number) {
  const own = { some: part.failed, all: part.requests }
  const rest = { some: whole.failed - part.failed, all: whole.requests - part.requests }
  const { lower, upper } = newcombeIndependent(own, rest, level)
  return {
    ...part,
    inside: own.some / own.all,
    outside: rest.some / rest.all,
    difference: { lower, upper, level },
  }
}
