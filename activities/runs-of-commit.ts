import { canonicalJson, sha256 } from '../suite/case-digest.ts'
import { profileNamed } from '../suite/profile.ts'
import { digestOfChosen } from './choose-cases.ts'
import { type FoundRun, runIn } from './find-run.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake, Ports } from './ports.ts'
import { type Provenance, provenanceOf } from './provenance.ts'
import type { RunSummary } from './run-summary.ts'

/** Everything that a run's numbers follow from, but for chance. */
interface Making {
  readonly profile: string
  readonly configDigest: string
  readonly datasetDigest: string
  readonly provenance: Provenance
}

/**
 * Keeps, under its commit, which run measured it: the first of its making stays. A run of a changed working tree measured no
 * commit, and one with few answers is no measure.
 */
export async function rememberRun(
  run: { readonly folder: string; readonly summary: RunSummary; readonly answeredAtLeast: number },
  lake: Lake,
): Promise<void> {
  const { folder, summary, answeredAtLeast } = run
  const { provenance, counts } = summary
  const answered = counts.scored + counts.unscored
  const asked = answered + counts.errored + counts.skipped
  if (provenance === undefined || answered < answeredAtLeast * asked) return
  const key = keyOf({ ...summary, provenance })
  if (key !== null) await publishJson(lake, key, { run: folder })
}

/** The run that measured what stands in a project's folder, by commit and by every digest; null where none did. */
export async function runOfCommit(profile: string, ports: Ports): Promise<FoundRun | null> {
  const { config, configDigest } = ports.project
  const rule = profileNamed(profile, config)
  const provenance = await provenanceOf({ rule, commit: await ports.repository.head() }, ports)
  if (provenance === null) return null
  const datasetDigest = await digestOfChosen({ profile, rule, project: ports.project })
  const key = keyOf({ profile, configDigest, datasetDigest, provenance })
  const stored = key === null ? null : await readJson<{ readonly run: string }>(ports.lake, key)
  return stored && runIn(ports.lake, stored.run)
}

function keyOf({ profile, configDigest, datasetDigest: dataset, provenance }: Making): string | null {
  const { commit, ...made } = provenance
  if (commit === null || commit.dirty) return null
  const digest = sha256(canonicalJson({ configDigest, dataset, made })).slice(0, 16)
  return `commits/${commit.sha}/${profile}-${digest}.json`
}
