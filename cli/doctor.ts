import { calendarDay, nightBefore } from '../activities/night-keys.ts'
import { nightState } from '../activities/night-manifest.ts'
import type { Ports } from '../activities/ports.ts'
import { countCases } from '../activities/read-dataset.ts'
import { countOf } from '../report/format/number.ts'
import { findTemporalBinary } from '../worker/dev-server/find-binary.ts'
import { connectTemporal } from '../worker/temporal-connection.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { FROM_SOURCES, OWN_COMMAND } from './own-command.ts'
import { type OpenProject, openProject } from './project.ts'
import type { Terminal } from './terminal.ts'

/** One thing that was looked at. */
interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

const NIGHTS_BACK = 14

/** Says what is missing on this machine, and which nights did not happen. Ends with 3 when something needs doing. */
export async function doctor(options: { readonly config?: string }, terminal: Terminal): Promise<ExitCode> {
  const checks: Check[] = [checkNode(), await check('Temporal', lookForTemporal)]
  const project = await tryProject(options.config, checks)
  if (project !== null) checks.push(...(await checkProject(project)))
  terminal.document({ checks })
  for (const { name, ok, detail } of checks) terminal.result(`${ok ? '✓' : '✗'} ${name.padEnd(12)} ${detail}`)
  return checks.every((each) => each.ok) ? EXIT.done : EXIT.incomplete
}

function checkNode(): Check {
  const major = Number(process.versions.node.split('.')[0])
  // The package is compiled for older ones, and its command refuses those that are too old.
  const ok = !FROM_SOURCES || major >= 24
  return {
    name: 'Node',
    ok,
    detail: `${process.version}${ok ? '' : `, needs 24: run through \`${OWN_COMMAND}\``}`,
  }
}

async function lookForTemporal(): Promise<string> {
  if (process.env.TEMPORAL_ADDRESS) {
    await using reached = await connectTemporal({ projectFolder: process.cwd(), log: () => undefined })
    return `configured and reached: ${reached.address}`
  }
  const { found, tried } = await findTemporalBinary(process.env)
  if (found !== null) return `${found.path} (${found.version})`
  const places = tried.map(({ place, problem }) => `${place}: ${problem}`).join('; ')
  throw new Error(
    `no Temporal CLI yet (${places}). The first night builds one with Go, or install it, or set TEMPORAL_ADDRESS.`,
  )
}

async function tryProject(config: string | undefined, checks: Check[]): Promise<OpenProject | null> {
  let project: OpenProject | null = null
  checks.push(
    await check('config', async () => {
      project = await openProject(config)
      return project.loaded.path
    }),
  )
  return project
}

async function checkProject({ ports, loaded }: OpenProject): Promise<Check[]> {
  return Promise.all([
    check('dataset', async () => countOf(await countCases(ports.project), 'case')),
    check('traffic', () => lookForLogs(ports, loaded.folder)),
    check('target', async () => (await ports.target()).name),
    check('issues', async () => (await ports.tracker()).name),
    check('mail', async () => {
      await ports.mailer()
      const { mail } = loaded.config
      return mail && process.env[mail.urlEnv]
        ? `SMTP to ${mail.to.join(', ')}`
        : 'as .eml files into the outbox of the lake'
    }),
    check('lake', async () => {
      await ports.lake.list('nights')
      await ports.lake.refuseUnwritable()
      return ports.lake.location
    }),
    checkNights(ports),
  ])
}

async function lookForLogs({ project, logs }: Ports, folder: string): Promise<string> {
  const { traffic } = project.config
  if (traffic === undefined) return 'not configured, so nights look at the suite only'
  const globs = traffic.map((source) => source.glob)
  const found = await Promise.all(globs.map((glob) => logs.list(glob)))
  const files = new Set(found.flat().map((file) => file.name)).size
  if (files === 0)
    throw new Error(`no file matches ${globs.map((glob) => `"${glob}"`).join(', ')} in ${folder}`)
  return countOf(files, 'log file')
}

/** Nights between the first one known and yesterday that were not run, or left no result. */
async function checkNights(ports: Ports): Promise<Check> {
  const today = calendarDay(ports.now(), ports.project.config.schedule.timezone)
  const days = Array.from({ length: NIGHTS_BACK }, (_, i) => nightBefore(today, NIGHTS_BACK - i))
  const states = await Promise.all(
    days.map(async (day) => ({ day, state: await nightState(ports.lake, day) })),
  )
  const first = states.findIndex(({ state }) => state !== null)
  if (first === -1) return { name: 'nights', ok: true, detail: `none in the last ${NIGHTS_BACK} days` }
  const faults = states.slice(first).flatMap(({ day, state }) => {
    if (state === null) return [`${day} did not happen`]
    if (state.manifest === null)
      return [`${day} began and left no result (terminated, timed out, or still running)`]
    return state.manifest.outcome === 'complete' ? [] : [`${day} ended ${state.manifest.outcome}`]
  })
  return {
    name: 'nights',
    ok: faults.length === 0,
    detail: faults.length === 0 ? `all complete since ${states[first]?.day}` : faults.join('; '),
  }
}

async function check(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() }
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
