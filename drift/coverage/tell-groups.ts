import type { Finding } from '../finding.ts'
import { COVERAGE } from './compare-coverage.ts'
import type { CoverageSummary, UncoveredGroup } from './coverage-summary.ts'

const MOST_GROUPS = 5
const EXAMPLES_EACH = 2
const NOT_KEPT = 'The text is not kept: storeText is off.'

/** A finding of coverage with the uncovered groups it is made of and examples of them; every other one as it is. */
export function tellGroups(finding: Finding, coverage: CoverageSummary | null): Finding {
  if (finding.comparison.check !== COVERAGE || coverage === null) return finding
  const groups = coverage.groups.slice(0, MOST_GROUPS)
  return {
    ...finding,
    where: groups.map(groupInWords),
    examples: groups.flatMap((group, place) =>
      group.examples.slice(0, EXAMPLES_EACH).map(({ id, input }) => ({
        id,
        input: input ?? NOT_KEPT,
        output: null,
        expected: null,
        why: `typical of uncovered group ${place + 1}`,
      })),
    ),
  }
}

/**
 * An uncovered group in a line; its words may be a stranger's.
 *
 * @example groupInWords(group) // '9.1 % of the traffic, 41.0 % of it failing: cargo, bike, trailer'
 */
export function groupInWords({ share, failing, words }: UncoveredGroup): string {
  const fails = failing === null ? '' : `, ${percent(failing)} of it failing`
  return `${percent(share)} of the traffic${fails}${words.length === 0 ? '' : `: ${words.join(', ')}`}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
