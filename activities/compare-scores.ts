import { type ScoredFeature, scoredFeatures } from '../queries/scores/scored-rows.ts'
import type { Config } from '../suite/config/schema.ts'
import { scorerName } from '../suite/config/scorer-spec.ts'
import { type Pair, pairsWith } from './compare-pairs.ts'
import { type DependenceByCheck, dependenceOfRows } from './dependence-in-lake.ts'
import type { Ports } from './ports.ts'
import { resultPaths } from './results-in-lake.ts'
import { withScratch } from './scratch.ts'
import { byFeature, type SummaryByFeature } from './summaries-in-lake.ts'
import { scoredRequests } from './traffic-scores.ts'

/** The scores of a night's requests beside those that the same scorers gave the cases tonight. */
export interface ScorePairs {
  readonly pairs: readonly Pair[]
  /** Which scores have no counterpart, and why. */
  readonly facts: readonly string[]
  /** How much cases of one group hang together. */
  readonly dependence: DependenceByCheck
}

/** None where the traffic was not scored, or the suite did not run. */
export async function scorePairs(folder: string, { lake, project }: Ports): Promise<ScorePairs> {
  const requests = await scoredRequests(lake, folder)
  const cases = await resultPaths(lake, folder)
  if (requests === null || cases.length === 0) return NONE
  return withScratch(
    lake,
    async ({ db }) => {
      const aided = aidedScorers(project.config)
      const reference = await scoredFeatures(db, { cases, aided })
      const current = await scoredFeatures(db, requests)
      return {
        facts: aidedFacts(aided, summariesOf(reference), summariesOf(current)),
        pairs: pairsWith(summariesOf(reference), [...summariesOf(current).values()]),
        dependence: new Map(reference.flatMap(({ summary, rows }) => dependenceOfRows(summary, rows, null))),
      }
    },
    { ...project.config.duckdb, macros: false },
  )
}

const NONE: ScorePairs = { pairs: [], facts: [], dependence: new Map() }

/** Judges that see the expected answer where there is one: they judge requests, which have none, otherwise. */
function aidedScorers({ scorers }: Pick<Config, 'scorers'>): string[] {
  return scorers.filter((spec) => spec.kind === 'rubric' && spec.showExpected).map(scorerName)
}

function aidedFacts(aided: readonly string[], cases: SummaryByFeature, requests: SummaryByFeature): string[] {
  const alone = aided.filter((name) => requests.has(`scores.${name}`) && !cases.has(`scores.${name}`))
  return alone.map(
    (name) =>
      `Scores of ${name} were not compared with those of the cases: its judge is shown their expected answers, and requests have none. With \`showExpected: false\` they are.`,
  )
}

function summariesOf(features: readonly ScoredFeature[]): SummaryByFeature {
  return byFeature(features.map(({ summary }) => summary))
}
