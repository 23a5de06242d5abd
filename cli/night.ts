import {
  type Client,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client'
import { TerminatedFailure, TimeoutFailure } from '@temporalio/common'
import { type NightManifest, nightState } from '../activities/night-manifest.ts'
import { countCases } from '../activities/read-dataset.ts'
import { nightlyId, taskQueue } from '../workflows/ids.ts'
import type { nightly } from '../workflows/nightly.ts'
import { EXIT, type ExitCode, type FailOn } from './exit.ts'
import { followNight } from './follow-night.ts'
import { nightOf } from './night-date.ts'
import { type OpenProject, openProject } from './project.ts'
import { openSession, type Session } from './session.ts'
import { tellNight } from './tell-night.ts'
import type { Terminal } from './terminal.ts'

export interface NightOptions {
  readonly config?: string
  readonly force: boolean
  readonly failOn: FailOn
}

/** Starts or joins one night's workflow, shows its progress, and says what it found. */
export async function night(
  date: string | undefined,
  options: NightOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const project = await openProject(options.config)
  const night = nightOf(date, project.loaded.config.schedule.timezone, new Date())
  const done = (await nightState(project.ports.lake, night))?.manifest
  if (done?.outcome === 'complete' && !options.force) {
    terminal.progress(
      `Night ${night} is complete already (revision ${done.revision}); --force runs it once more.`,
    )
    return tellNight(done, options.failOn, terminal)
  }
  await preflight(project)
  await using session = await openSession(project, terminal, { worker: 'when-embedded' })
  const manifest = await runNight(project, session, { night, force: options.force, terminal })
  return manifest === null ? EXIT.incomplete : tellNight(manifest, options.failOn, terminal)
}

/** Says what is wrong with dataset, keys and settings before anything is started. */
async function preflight({ ports }: OpenProject): Promise<void> {
  await countCases(ports.project)
  await Promise.all([ports.target(), ports.tracker(), ports.mailer()])
}

/** Starts or joins the night and follows it to its end; an interrupt cancels it, and the night still reports. */
export async function runNight(
  project: OpenProject,
  { temporal }: Pick<Session, 'temporal'>,
  {
    night,
    force,
    terminal,
  }: { readonly night: string; readonly force: boolean; readonly terminal: Terminal },
): Promise<NightManifest | null> {
  const suite = project.loaded.config.name
  const { handle, joined } = await startOrJoin(temporal.client, { suite, night, force })
  terminal.progress(`${joined ? 'Joined' : 'Started'} night ${night} of ${suite} (${handle.workflowId})`)
  const interrupt = () => {
    terminal.progress(
      'Cancelling the night; it still writes its report. Press Ctrl-C again to leave at once.',
    )
    process.once('SIGINT', () => process.exit(EXIT.incomplete))
    handle.cancel().catch((error: unknown) => terminal.progress(`Cannot cancel the night: ${String(error)}`))
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    await followNight(temporal.client, handle, terminal)
  } catch (error) {
    terminal.progress(whyUnfinished(night, error))
    return null
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
  return (await nightState(project.ports.lake, night))?.manifest ?? null
}

async function startOrJoin(
  client: Client,
  { suite, night, force }: { suite: string; night: string; force: boolean },
): Promise<{ handle: WorkflowHandle<typeof nightly>; joined: boolean }> {
  const workflowId = nightlyId(suite, night)
  const joined = await isRunning(client, workflowId)
  const handle = await client.workflow.start<typeof nightly>('nightly', {
    workflowId,
    taskQueue: taskQueue(suite),
    args: [{ night, patience: 'interactive', force }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowExecutionTimeout: '22h',
    staticSummary: `${suite}: night ${night}`,
  })
  return { handle, joined }
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}

/** A night that somebody or the clock ended from outside left no report; what it finished is in the lake. */
function whyUnfinished(night: string, error: unknown): string {
  const again = `What is finished is kept; run it again with \`nightdrift night ${night}\`.`
  const cause = error instanceof WorkflowFailedError ? error.cause : undefined
  if (cause instanceof TerminatedFailure)
    return `Cannot finish night ${night}: it was terminated${cause.message ? ` (${cause.message})` : ''}. ${again}`
  if (cause instanceof TimeoutFailure) return `Cannot finish night ${night}: it took too long. ${again}`
  return `Cannot finish night ${night}: ${reasonOf(error)}`
}

function reasonOf(error: unknown): string {
  let inner = error instanceof WorkflowFailedError && error.cause ? error.cause : error
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause
  return inner instanceof Error ? inner.message : String(inner)
}
