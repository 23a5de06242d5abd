import { type Coverage, measureCoverage } from './measure-coverage.ts'
import type { CoverageTexts } from './texts.ts'
import { type UncoveredCluster, uncoveredClusters } from './uncovered-clusters.ts'

/** All that the coverage of a night is computed from: plain data, so that it can go to another thread. */
export interface CoverageWork {
  readonly texts: CoverageTexts
  /** Of each request, whether it failed: 1, 0, or NaN where nothing tells. */
  readonly failed: Float64Array
  readonly seed: string
}

/** How much is covered, and the groups of requests that are not. */
export interface JudgedCoverage {
  readonly coverage: Coverage
  readonly clusters: readonly UncoveredCluster[]
}

/** The whole computation on the texts of a night. The same work gives the same result, in whichever thread. */
export function judgeCoverage({ texts, failed, seed }: CoverageWork): JudgedCoverage {
  const coverage = measureCoverage(texts, `${seed} coverage`)
  return { coverage, clusters: uncoveredClusters(texts, { uncovered: coverage.uncovered, failed, seed }) }
}
