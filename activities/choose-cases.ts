import type { Case } from '../suite/case.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Profile } from '../suite/config/profile-spec.ts'
import { DatasetDigest } from '../suite/dataset.ts'
import { caseSelector, selectCases } from '../suite/select-cases.ts'
import type { Project } from './ports.ts'
import { readDataset, streamDataset } from './read-dataset.ts'

/** A profile by its name, and the project whose cases it chooses. */
export interface Choice {
  readonly profile: string
  readonly rule: Profile
  readonly project: Project
}

/**
 * The cases of the dataset that a profile runs, in its order, some at a time; only for a sample are all cases held.
 *
 * @throws ConfigError for an unreadable or empty dataset, and, at the end, when no case fits
 */
export async function* chooseCases({ profile, rule, project }: Choice): AsyncGenerator<readonly Case[]> {
  let isEmpty = true
  for await (const some of rule.sample === undefined ? streamed(rule, project) : sampled(rule, project)) {
    isEmpty &&= some.length === 0
    yield some
  }
  if (isEmpty) {
    throw new ConfigError(
      `Cannot run profile "${profile}": no case of the dataset fits it. Loosen its ids, tags or limit in the config.`,
    )
  }
}

async function* streamed(rule: Profile, project: Project): AsyncGenerator<readonly Case[]> {
  const isChosen = caseSelector(rule)
  for await (const some of streamDataset(project)) yield some.filter(isChosen)
}

async function* sampled(rule: Profile, project: Project): AsyncGenerator<readonly Case[]> {
  yield selectCases(await readDataset(project), rule)
}

/** All cases that a profile runs at once, as `chooseCases` gives them. */
export async function casesOf(choice: Choice): Promise<Case[]> {
  return (await Array.fromAsync(chooseCases(choice))).flat()
}

/** The digest of the cases that a profile runs. */
export async function digestOfChosen(choice: Choice): Promise<string> {
  const digest = new DatasetDigest()
  for await (const some of chooseCases(choice)) for (const item of some) digest.add(item)
  return String(digest)
}
