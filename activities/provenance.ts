import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Profile } from '../suite/config/profile-spec.ts'
import { type ScorerSpec, scorerFiles, scorerName } from '../suite/config/scorer-spec.ts'
import { scorersOf } from '../suite/profile.ts'
import { judgeDigest, scorerDigest } from '../suite/scorer-digest.ts'
import type { Commit, Ports, Project } from './ports.ts'
import type { SuitePlan } from './suite-plan.ts'

/** What made a run's numbers, so that they are only held against those of the same making. */
export interface Provenance {
  /** Which cases were chosen, by which seed, how often each was asked, and who judged. */
  readonly rule: Profile
  /** Of each scorer that judged, by name. */
  readonly scorerDigests: Readonly<Record<string, string>>
  /** Of the model of each scorer that asks one. */
  readonly judgeDigests: Readonly<Record<string, string>>
  readonly targetDigest: string | null
  /** Where the project stood in Git; null outside of a repository. */
  readonly commit: Commit | null
}

/** Tells what makes the run of a plan; null for one of before plans told it. */
export async function provenanceOf(
  { rule, commit = null }: Pick<SuitePlan, 'rule' | 'commit'>,
  ports: Pick<Ports, 'project' | 'target'>,
): Promise<Provenance | null> {
  if (rule === undefined) return null
  const scorers = scorersOf(rule, ports.project.config.scorers)
  const files = await filesOf(scorers, ports.project)
  const judged = scorers.map((scorer) => [scorerName(scorer), judgeDigest(scorer, files)] as const)
  return {
    rule,
    scorerDigests: Object.fromEntries(scorers.map((each) => [scorerName(each), scorerDigest(each, files)])),
    judgeDigests: Object.fromEntries(
      judged.flatMap(([name, digest]) => (digest === null ? [] : [[name, digest]])),
    ),
    targetDigest: (await ports.target()).digest ?? null,
    commit,
  }
}

async function filesOf(
  scorers: readonly ScorerSpec[],
  { folder }: Project,
): Promise<ReadonlyMap<string, string>> {
  const paths = [...new Set(scorers.flatMap(scorerFiles))]
  const texts = paths.map(async (path) => [path, await readFile(resolve(folder, path), 'utf8')] as const)
  return new Map(await Promise.all(texts))
}
