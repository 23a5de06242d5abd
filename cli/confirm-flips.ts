import type { FoundRun } from '../activities/find-run.ts'
import type { Ports } from '../activities/ports.ts'
import { passTableOf } from '../activities/results-in-lake.ts'
import type { Profile } from '../suite/config/profile-spec.ts'
import { type Confirmation, confirmBlock } from '../suite/gate/confirm.ts'
import type { Diff } from '../suite/gate/diff.ts'
import type { PassTable } from '../suite/pass-table.ts'
import { profileNamed } from '../suite/profile.ts'
import { openAtCommit } from './at-commit.ts'
import type { DiffRun, Running } from './diff-sides.ts'
import type { OpenProject } from './project.ts'
import { newRunId, runFolderOf, runSuite } from './run-suite.ts'

/** Both sides, and how often each flipped case is asked anew on both. */
export interface FlipsToConfirm {
  readonly diff: Diff
  readonly base: DiffRun
  readonly head: DiffRun
  readonly times: number
}

/** What asking anew said, by scorer; without an entry the plain rule stands, for the reason told. */
export interface Confirmed {
  readonly confirmations: ReadonlyMap<string, Confirmation>
  readonly notes: readonly string[]
}

/** Asks every case that changed sides anew, on both sides, for the scorers that the rule stops. */
export async function confirmFlips(
  flips: FlipsToConfirm,
  project: OpenProject,
  running: Running,
): Promise<Confirmed> {
  const fallen = flips.diff.scorers.filter(({ rule }) => rule.fell !== null)
  if (fallen.length === 0) return { confirmations: new Map(), notes: [] }
  const ids = [...new Set(fallen.flatMap(({ lost, gained }) => [...lost, ...gained]))]
  const fixed = [await fixedReason(flips.base, project), await fixedReason(flips.head, project)]
  const reasons = fixed.filter((reason) => reason !== null)
  if (reasons.length > 0)
    return {
      confirmations: new Map(),
      notes: [`Not asked anew, so the rule stands as it is: ${reasons.join('; ')}.`],
    }
  running.terminal.progress(
    `The rule stops this change: ${ids.length} cases that changed sides are asked ${flips.times} times more, on both sides.`,
  )
  const again = { ids, times: flips.times }
  const fresh = {
    base: await askAgain(flips.base, again, { project, running }),
    head: await askAgain(flips.head, again, { project, running }),
  }
  const told = fallen.map(
    (scorer) => [scorer.name, confirmBlock(scorer, fresh, flips.diff.scorers.length)] as const,
  )
  return {
    confirmations: new Map(told.flatMap(([name, one]) => (one === null ? [] : [[name, one]]))),
    notes: told.flatMap(([name, one]) =>
      one === null ? [`${name}: no case was answered anew on both sides, so the rule stands as it is.`] : [],
    ),
  }
}

/** Why a side cannot be asked anew, or null. */
async function fixedReason({ label, found }: DiffRun, { ports }: OpenProject): Promise<string | null> {
  if (isWorkingTree(label)) return null
  const commit = found.summary.provenance?.commit ?? null
  if (commit === null) return `the run ${label} tells no Git commit`
  if (commit.dirty) return `the run ${label} is of a working tree with changes on ${commit.sha.slice(0, 12)}`
  const known = await ports.repository.resolve(commit.sha)
  return known === null ? `the commit ${commit.sha.slice(0, 12)} of ${label} is not in this repository` : null
}

function isWorkingTree(label: string): boolean {
  return label === 'working tree'
}

interface Again {
  readonly ids: readonly string[]
  readonly times: number
}

async function askAgain(
  side: DiffRun,
  again: Again,
  { project, running }: { readonly project: OpenProject; readonly running: Running },
): Promise<PassTable> {
  if (isWorkingTree(side.label)) return freshRows(project.ports, side.found, { again, running })
  await using there = await openAtCommit(side.found.summary.provenance!.commit!.sha, project)
  return await freshRows(there.ports, side.found, { again, running })
}

async function freshRows(
  ports: Ports,
  { summary }: FoundRun,
  { again, running }: { readonly again: Again; readonly running: Running },
): Promise<PassTable> {
  const id = newRunId(ports.now(), `${summary.profile}-again`)
  const rule = ruleAgain(
    summary.provenance?.rule ?? profileNamed(summary.profile, ports.project.config),
    again,
  )
  await runSuite({ id, profile: summary.profile, rule, useCache: false }, ports, running)
  return passTableOf(ports.lake, runFolderOf(id))
}

function ruleAgain({ scorers }: Profile, { ids, times }: Again): Profile {
  return {
    ids: [...ids],
    seed: 0,
    epochs: times,
    reducer: 'mean',
    ...(scorers === undefined ? {} : { scorers }),
  }
}
