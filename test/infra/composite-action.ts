import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { parse } from 'yaml'

/** A step of a composite action, as its file writes it. */
export interface Step {
  readonly name: string
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly runs: { readonly steps: readonly Step[] }
}

export const ACTION = parse(
  await readFile(new URL('../../infra/github/action.yml', import.meta.url), 'utf8'),
) as Action

/** What a run of the action came to. */
export interface Ran {
  readonly code: number
  readonly said: string
  readonly summary: string
  /** Steps of other actions that would have run, with their values filled in. */
  readonly used: readonly Step[]
}

/**
 * Runs the action's own steps as GitHub does: each script as it stands, by bash, with the step's variables and those of the
 * runner. Steps of other actions are noted.
 */
export async function runAction(job: {
  readonly folder: string
  readonly inputs: Readonly<Record<string, string>>
  readonly github: object
  readonly env?: Readonly<Record<string, string>>
}): Promise<Ran> {
  const temp = await mkdtemp(join(tmpdir(), 'nightdrift-runner-'))
  const place = (name: string) => join(temp, name)
  const defaults = Object.entries(ACTION.inputs).map(([name, input]) => [name, input.default ?? ''])
  const steps: Record<string, { outputs: Record<string, string> }> = {}
  const contexts = { inputs: { ...Object.fromEntries(defaults), ...job.inputs }, github: job.github, steps }
  const runner = { RUNNER_TEMP: temp, GITHUB_STEP_SUMMARY: place('summary'), GITHUB_OUTPUT: place('output') }
  const used: Step[] = []
  let said = ''
  let code = 0
  await writeFile(place('summary'), '')
  for (const step of ACTION.runs.steps) {
    if (step.if !== undefined && !holds(step.if, contexts)) continue
    if (step.run === undefined) {
      used.push({ ...step, with: filledAll(step.with, contexts), env: filledAll(step.env, contexts) })
      continue
    }
    await writeFile(place('output'), '')
    await writeFile(place('script.sh'), step.run)
    const env = { ...process.env, ...runner, ...job.env, ...filledAll(step.env, contexts) }
    const ended = await bash(place('script.sh'), job.folder, env)
    said += ended.said
    steps[step.id ?? step.name] = { outputs: outputsOf(await readFile(place('output'), 'utf8')) }
    code = ended.code
    if (code !== 0) break
  }
  const summary = await readFile(place('summary'), 'utf8')
  await rm(temp, { recursive: true })
  return { code, said, summary, used }
}

function bash(
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((done) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', script],
      { cwd, env },
      (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` }),
    )
  })
}

function outputsOf(text: string): Record<string, string> {
  const pairs = text.split('\n').filter((line) => line.includes('='))
  return Object.fromEntries(pairs.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]))
}

/** A value by its path, as `steps.run.outputs.code`; empty where there is none, as on GitHub. */
function valueAt(path: string, contexts: object): string {
  let at: unknown = contexts
  for (const key of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[key]
  return at === undefined ? '' : String(at)
}

function filledAll(texts: Step['with'] = {}, contexts: object): Record<string, string> {
  const fill = (text: string) =>
    text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, path: string) => valueAt(path, contexts))
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(String(text))]))
}

function holds(condition: string, contexts: object): boolean {
  const terms = condition.replace(/'[^']*'|[\w-]+(?:\.[\w-]+)+/g, (term) =>
    term.startsWith("'") ? term : JSON.stringify(valueAt(term, contexts)),
  )
  return runInNewContext(terms) === true
}
