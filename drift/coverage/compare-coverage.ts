import type { Comparison } from '../comparison.ts'
import { type Coverage, coveredShare, LEAST_TEXTS } from './measure-coverage.ts'

/** The check's name. */
export const COVERAGE = 'coverage'

export interface CompareCoverageOptions {
  /** Cases and sampled requests that have words or a vector, and conversations or users among these. */
  readonly n: { readonly reference: number; readonly current: number; readonly units: number }
  /** Cases and requests with nothing to embed. */
  readonly missing: { readonly reference: number; readonly current: number }
  /** Of the interval: holds for all checks of the family at once. */
  readonly level: number
  /** The smallest share of the traffic worth an issue when no case resembles it. */
  readonly minimumEffect: number
  /** What requests hang together by; null where each stands alone. */
  readonly clusteredBy: 'user' | 'conversation' | null
}

/**
 * Coverage as a check of live against offline: is a larger share of the traffic unlike any case than chance explains?
 * The effect is the uncovered share. Coverage by itself is an estimate, and no set of cases is a random draw of traffic:
 * the test only says that the share is not the 1 % which unchanged traffic has too, and the interval how large it is.
 *
 * @param coverage null when there are too few texts to measure it
 */
export function compareCoverage(coverage: Coverage | null, options: CompareCoverageOptions): Comparison {
  const { n, missing, minimumEffect } = options
  return {
    family: 'live-against-offline',
    check: COVERAGE,
    slice: 'all',
    type: 'text',
    n: { reference: n.reference, current: n.units },
    missing,
    metrics: coverage === null ? {} : metricsOf(coverage, n.current),
    effect: coverage && effectOf(coverage, options.level),
    pValue: coverage?.test.pValue ?? null,
    test: coverage === null ? 'none' : `seeded permutation (${coverage.test.permutations}) of one draw`,
    minimumEffect,
    minimumN: LEAST_TEXTS,
    distribution: null,
    notes: [...(coverage === null ? [TOO_FEW] : []), ...notesOf(options)],
  }
}

const TOO_FEW = `fewer than ${LEAST_TEXTS} cases, conversations or users can be compared; where a log keeps requests with very different probabilities, few of them look like the traffic`

function notesOf({ n, missing, clusteredBy }: CompareCoverageOptions): string[] {
  const together = `Requests of one ${clusteredBy} hang together: the current n counts ${clusteredBy}s, of ${n.current} sampled requests.`
  const without = `Nothing to compare in ${missing.reference} cases and ${missing.current} sampled requests: they are empty, or have no vector of the space of the cases.`
  return [
    ...(clusteredBy === null ? [] : [together]),
    ...(missing.reference + missing.current === 0 ? [] : [without]),
  ]
}

/** The level of the interval that is shown beside the covered share. */
const SHOWN_LEVEL = 0.95

function metricsOf(coverage: Coverage, requests: number): Comparison['metrics'] {
  const { share, lower, upper, effectiveSize } = coveredShare(coverage, SHOWN_LEVEL)
  return {
    coveredShare: share,
    coveredLower: lower,
    coveredUpper: upper,
    effectiveSize,
    requests,
    drawnCases: coverage.drawSizes.cases,
    drawnRequests: coverage.drawSizes.requests,
  }
}

function effectOf(coverage: Coverage, level: number): NonNullable<Comparison['effect']> {
  const { share, lower, upper } = coveredShare(coverage, level)
  const value = 1 - share
  return {
    name: 'uncoveredShare',
    value,
    corrected: Math.max(0, value - coverage.test.nullMean),
    interval: { lower: 1 - upper, upper: 1 - lower, level },
  }
}
