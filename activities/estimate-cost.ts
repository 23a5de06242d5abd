import type { Profile } from '../suite/config/profile-spec.ts'
import { scorersOf } from '../suite/profile.ts'
import { readJson } from './json-file.ts'
import type { Ports } from './ports.ts'
import type { RunSummary } from './run-summary.ts'

/** What a run is likely to cost before it starts. */
export interface CostEstimate {
  /** Answers that are asked for; those in the cache among them. */
  readonly asks: number
  /** US dollars, target and judges together; 0 when nobody is asked who could charge, null when nothing tells. */
  readonly usd: number | null
  /** The run whose costs it is by. */
  readonly by: string | null
}

/** So many of the newest runs are looked at for one that tells its cost. */
const MOST_RUNS = 20

/** Estimates a run's cost by the newest run that knows what its answers cost. */
export async function estimateCost(
  { cases, rule }: { readonly cases: number; readonly rule: Profile },
  ports: Ports,
): Promise<CostEstimate> {
  const asks = cases * rule.epochs
  if (!asksAnybody(rule, ports)) return { asks, usd: 0, by: null }
  const keys = (await ports.lake.list('runs')).concat(await ports.lake.list('nights'))
  const summaries = keys.filter((key) => key.endsWith('/results/run.json')).slice(-MOST_RUNS)
  for (const key of summaries.reverse()) {
    const summary = await readJson<RunSummary>(ports.lake, key)
    const each = summary && costOfAnswer(summary)
    if (each !== null) return { asks, usd: each * asks, by: key.split('/')[1] ?? null }
  }
  return { asks, usd: null, by: null }
}

function asksAnybody(rule: Profile, { project }: Ports): boolean {
  const { target, scorers } = project.config
  const judges = scorersOf(rule, scorers).filter(({ kind }) => kind === 'rubric' || kind === 'similar')
  return target.kind !== 'replay' || judges.length > 0
}

/** Null where the run asked nobody, or nobody knows what it cost. */
function costOfAnswer({ cost, counts }: RunSummary): number | null {
  if (cost === undefined || cost.usd === null) return null
  const asked = counts.scored + counts.unscored - cost.cached - cost.unknown
  return asked <= 0 ? null : (cost.usd + (cost.judges.usd ?? 0)) / asked
}
