import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from './init-place.ts'

/** A file that a project is to get. */
export interface InitFile {
  /** Absolute. */
  readonly path: string
  readonly content: string
}

/** A file of this package that is copied, and what is fitted to the project in it. */
interface Template {
  readonly from: string
  readonly to: string
  /** Workflows stand at the root of the repository, wherever the project is. */
  readonly at: 'project' | 'repository'
  readonly fit?: (text: string, place: Place) => string
}

export const CONFIG_FILE = 'nightdrift.config.ts'

/** Only beside its own config: another one may take every file of cases. */
export const CASES_FILE = 'cases.jsonl'

const SUITE: readonly Template[] = [
  {
    from: `examples/starter/${CONFIG_FILE}`,
    to: CONFIG_FILE,
    at: 'project',
    fit: (text, { name }) => text.replace("name: 'starter'", `name: '${name}'`),
  },
  { from: `examples/starter/${CASES_FILE}`, to: CASES_FILE, at: 'project' },
  {
    from: 'examples/starter/justfile',
    to: 'justfile',
    at: 'project',
    fit: (text, { branch }) => text.replace('"origin/main"', JSON.stringify(`origin/${branch}`)),
  },
]

const WORKFLOWS: Readonly<Record<'github' | 'gitlab', readonly Template[]>> = {
  github: [
    { from: 'infra/github/action.yml', to: '.github/actions/nightdrift/action.yml', at: 'repository' },
    ...['nightdrift.yml', 'nightdrift-release.yml'].map((name) => ({
      from: `infra/github/workflows/${name}`,
      to: `.github/workflows/${name}`,
      at: 'repository' as const,
      fit: fitWorkflow,
    })),
  ],
  gitlab: [
    {
      from: 'infra/gitlab/nightdrift.gitlab-ci.yml',
      to: 'nightdrift.gitlab-ci.yml',
      at: 'repository',
      fit: fitWorkflow,
    },
  ],
}

/** The files of a suite with the workflows of one CI, as this project needs them. */
export async function initFiles(place: Place, ci: 'github' | 'gitlab'): Promise<InitFile[]> {
  return Promise.all([...SUITE, ...WORKFLOWS[ci]].map((template) => filled(template, place)))
}

async function filled({ from, to, at, fit }: Template, place: Place): Promise<InitFile> {
  const text = await readFile(new URL(`../${from}`, import.meta.url), 'utf8')
  const folder = at === 'project' ? place.folder : (place.repository ?? place.folder)
  return { path: join(folder, to), content: fit === undefined ? text : fit(text, place) }
}

function fitWorkflow(text: string, { branch, inside }: Place): string {
  return text
    .replace('branches: [main]', `branches: [${JSON.stringify(branch)}]`)
    .replace(
      'NIGHTDRIFT_FOLDER: .',
      () => `NIGHTDRIFT_FOLDER: ${inside === '.' ? '.' : JSON.stringify(inside)}`,
    )
}
