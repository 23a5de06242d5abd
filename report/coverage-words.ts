import type { CoverageSummary } from '../drift/coverage/coverage-summary.ts'
import { groupInWords } from '../drift/coverage/tell-groups.ts'
import { countOf, formatPercent } from './format/number.ts'
import { type Excerpt, excerpt, oneLine } from './plain-text.ts'

/** Groups and examples of each that a page shows, and characters of an example. */
const SHOWN = { groups: 8, examples: 3, characters: 400 }

/**
 * The headline of coverage.
 *
 * @example coveredInWords({ share: 0.782, lower: 0.74, upper: 0.82 }) // '78.2 % [74.0 % to 82.0 %] of the traffic resembles an offline case.'
 */
export function coveredInWords({ share, lower, upper }: CoverageSummary['covered']): string {
  return `${formatPercent(share)} [${formatPercent(lower)} to ${formatPercent(upper)}] of the traffic resembles an offline case.`
}

/** Coverage for the page; strings are not escaped. */
export interface CoverageView {
  readonly headline: string
  readonly basis: string
  readonly groups: readonly {
    readonly words: string
    readonly examples: readonly { readonly id: string; readonly text: Excerpt | null }[]
  }[]
  readonly textsKept: boolean
}

/** What the page says of coverage; null where there was too little to say. */
export function coverageView(coverage: CoverageSummary | null): CoverageView | null {
  if (coverage === null) return null
  const { cases, requests, clustered, embedder, groups } = coverage
  const together = clustered === null ? '' : ` of ${countOf(clustered.count, clustered.by)}`
  return {
    headline: coveredInWords(coverage.covered),
    basis: `By ${countOf(requests, 'sampled request')}${together} and ${countOf(cases, 'case')}; alike by ${oneLine(embedder, 120)}. The interval is at 95 %.`,
    groups: groups.slice(0, SHOWN.groups).map((group) => ({
      words: oneLine(groupInWords(group), 300),
      examples: group.examples.slice(0, SHOWN.examples).map(({ id, input }) => ({
        id: oneLine(id, 120),
        text: input === null ? null : excerpt(input, SHOWN.characters),
      })),
    })),
    textsKept: groups.every(({ examples }) => examples.some(({ input }) => input !== null)),
  }
}

/** Coverage in the lines of a mail; none where there was too little to say. */
export function coverageLines(coverage: CoverageSummary | null): readonly string[] {
  if (coverage === null) return []
  const groups = coverage.groups.slice(0, 3).map((group) => oneLine(groupInWords(group), 200))
  return [coveredInWords(coverage.covered), ...groups.map((group) => `Uncovered: ${group}.`)]
}
