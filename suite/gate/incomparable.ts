import { pairsOf } from '../../stats/paired-change.ts'
import type { ComparedRuns } from '../compared-runs.ts'
import type { PassRow } from '../pass-table.ts'
import type { DiffSide, DiffVerdict } from './diff.ts'
import type { DiffRule } from './gate-rule.ts'

/** With fewer pairs not even a loss of all is beyond chance: 2 / 2⁵ = 0.06. */
const FEWEST_PAIRS = 6

/** Why there can be no verdict on a scorer. */
export interface Incomparable {
  readonly verdict: Extract<DiffVerdict, 'not-comparable' | 'insufficient-data'>
  readonly reason: string
}

/** Both runs, and how their cases met. */
interface Meeting {
  readonly base: DiffSide
  readonly head: DiffSide
  readonly rule: DiffRule
  readonly cases: ComparedRuns['cases']
}

/**
 * Is a scorer judged alike in both runs, and on enough of the same cases? Null when it is. A scorer or judge that changed, or
 * that one run lacks, measures something else; a run with too few answers may be unlike the whole.
 */
export function incomparable(
  { name, table, groups }: ComparedRuns['scorers'][number],
  { base, head, rule, cases }: Meeting,
): Incomparable | null {
  const other = otherMeasure(name, base, head)
  if (other !== null) return { verdict: 'not-comparable', reason: other }
  const same = cases.both - cases.changed
  if (same === 0) return { verdict: 'not-comparable', reason: otherDataset(base, head, cases) }
  const unanswered = fewAnswers(base, 'base', rule) ?? fewAnswers(head, 'head', rule)
  if (unanswered !== null) return { verdict: 'insufficient-data', reason: unanswered }
  const n = groups?.length ?? pairsOf(table)
  if (n >= FEWEST_PAIRS) return null
  const units = groups === undefined ? 'cases' : 'groups of cases'
  const reason = `only ${n} ${units} were scored in both runs; a loss is beyond chance from ${FEWEST_PAIRS} on`
  return { verdict: 'insufficient-data', reason }
}

/** What a reader should know of the pairs that no single scorer tells. */
export function pairingNotes(base: DiffSide, head: DiffSide, cases: ComparedRuns['cases']): string[] {
  const parts = [
    [cases.onlyHead, 'only in the head'],
    [cases.onlyBase, 'only in the base'],
    [cases.changed, 'with another input or expected answer'],
    [cases.errored, 'without an answer on one side'],
    [cases.unscored, 'not scored on one side'],
  ] as const
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return [
    ...(told.length === 0 ? [] : [`Counted apart: ${told.join(', ')}.`]),
    ...(base.scorerDigests === null || head.scorerDigests === null
      ? ['A run does not tell by which scorers it was made; they are taken to be the same.']
      : []),
  ]
}

/** How a run was judged. */
export interface Judged extends Pick<DiffSide, 'scorerDigests' | 'judgeDigests'> {
  /** Some that hold every scorer which gave scores. */
  readonly rows: readonly Pick<PassRow, 'scores'>[]
}

/** Why a scorer measures something else in one run than in the other, or null. */
export function otherMeasure(name: string, base: Judged, head: Judged): string | null {
  const lacking = [!hasScorer(base, name) && 'base', !hasScorer(head, name) && 'head'].filter(Boolean)
  if (lacking.length > 0) return `the ${lacking.join(' and the ')} has no scorer ${name}`
  if (base.scorerDigests === null || head.scorerDigests === null) return null
  const [before, after] = [base.scorerDigests[name], head.scorerDigests[name]]
  if (before !== after) return `the scorer is not the same (${before} in the base, ${after} in the head)`
  const [judge, judgeNow] = [base.judgeDigests[name], head.judgeDigests[name]]
  return judge === judgeNow
    ? null
    : `its judge is not the same (${judge} in the base, ${judgeNow} in the head)`
}

/** Whether a run was judged by a scorer of this name. */
export function hasScorer({ scorerDigests, rows }: Judged, name: string): boolean {
  if (scorerDigests !== null) return Object.hasOwn(scorerDigests, name)
  return rows.some(({ scores }) => Object.hasOwn(scores, name))
}

function otherDataset(base: DiffSide, head: DiffSide, { changed }: ComparedRuns['cases']): string {
  const edited = changed > 0 ? `, and all ${changed} that both have were edited` : ''
  return `the datasets share no case (${base.datasetDigest.slice(0, 12)} in the base, ${head.datasetDigest.slice(0, 12)} in the head${edited})`
}

function fewAnswers({ rows }: DiffSide, run: string, { answeredAtLeast }: DiffRule): string | null {
  const answered = rows.filter(({ status }) => status === 'answered').length
  if (rows.length === 0 || answered / rows.length >= answeredAtLeast) return null
  return `only ${answered} of ${rows.length} cases of the ${run} were answered: below ${100 * answeredAtLeast} % there is no verdict`
}
