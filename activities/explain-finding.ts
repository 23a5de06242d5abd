import type { JudgedComparison } from '../drift/comparison.ts'
import type { Decision } from '../drift/decision.ts'
import type { Finding } from '../drift/finding.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { readDecisions } from './decisions-in-lake.ts'
import { sourcesOf } from './finding-sources.ts'
import { type FoundNight, findFinding } from './known-findings.ts'
import type { Night } from './night-keys.ts'
import type { Lake, Ports } from './ports.ts'
import type { FindingSource } from './text-sources.ts'

/** Where one side of a comparison comes from, and how much of it was compared. */
export interface Source extends FindingSource {
  readonly values: number
  readonly missing: number
}

/** The way from raw rows to one finding, step by step. */
export interface ExplainedFinding {
  readonly finding: Finding
  readonly night: Night
  readonly revision: number
  readonly data: Readonly<Record<'reference' | 'current', Source>>
  readonly correction: {
    /** How many checks share the level with this one, itself among them; 0 where it is judged by itself, as an accepted gap is. */
    readonly checks: number
    /** The place of its p-value among theirs, 1 for the smallest. */
    readonly rank: number
    /** Which checks these are: over everything, of slices, or the verdicts on texts (topics and coverage). */
    readonly group: 'everything' | 'slices' | 'texts'
    readonly alpha: number
    readonly alarmsPerYear: number
  }
  /** What people decided about it, oldest first. */
  readonly decisions: readonly Decision[]
}

/**
 * How did this finding come about?
 *
 * @param id     a finding's id or the beginning of it
 * @param night  the night whose telling is meant; the newest one that tells of it when null
 * @throws ConfigError when no night tells of it
 */
export async function explainFinding(
  { id, night }: { readonly id: string; readonly night: Night | null },
  { lake, project }: Pick<Ports, 'lake' | 'project'>,
): Promise<ExplainedFinding> {
  const { finding, on } = await findFinding(lake, id, night)
  const decisions = (await readDecisions(lake)).filter((each) => each.fingerprint === finding.fingerprint)
  return {
    finding,
    night: on.night,
    revision: on.revision,
    data: await sidesOf(finding.comparison, on, lake),
    correction: correctionOf(finding.comparison, on.comparisons, project.config.alarmsPerYear),
    decisions: decisions.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

async function sidesOf(
  comparison: JudgedComparison,
  on: FoundNight,
  lake: Lake,
): Promise<ExplainedFinding['data']> {
  const { reference, current } = await sourcesOf(comparison, on, lake)
  const { n, missing } = comparison
  return {
    reference: { ...reference, values: n.reference, missing: missing.reference },
    current: { ...current, values: n.current, missing: missing.current },
  }
}

function correctionOf(
  comparison: JudgedComparison,
  all: readonly JudgedComparison[],
  alarmsPerYear: number,
): ExplainedFinding['correction'] {
  const group = groupOf(comparison)
  const together = all.filter(
    (one) =>
      one.family === comparison.family &&
      groupOf(one) === group &&
      one.verdict !== 'insufficient-data' &&
      !isAccepted(one),
  )
  const p = comparison.pValue ?? 1
  return {
    checks: isAccepted(comparison) ? 0 : together.length,
    rank: 1 + together.filter((one) => (one.pValue ?? 1) < p).length,
    group,
    alpha: comparison.alpha,
    alarmsPerYear,
  }
}

/** Checks of one group are corrected together. */
function groupOf({ type, slice }: JudgedComparison): ExplainedFinding['correction']['group'] {
  if (type === 'text') return 'texts'
  return slice === EVERYTHING ? 'everything' : 'slices'
}

/** Also where it outgrew what was accepted. */
function isAccepted({ verdict, rule }: JudgedComparison): boolean {
  return verdict === 'accepted' || rule.includes('accepted limit')
}
