import type { Client, WorkflowHandle } from '@temporalio/client'
import { stageId } from '../workflows/ids.ts'
import {
  type BatchProgress,
  batchProgress,
  type NightProgress,
  nightProgress,
} from '../workflows/messages.ts'
import type { NightlyOutcome, nightly } from '../workflows/nightly.ts'
import type { Terminal } from './terminal.ts'

/** Between two looks; short enough to feel live, long enough to cost nothing. */
const LOOK_EVERY_MS = 400

/** Shows a night's progress until it ends. A query that finds nobody to answer it is no failure of the night. */
export async function followNight(
  client: Client,
  handle: WorkflowHandle<typeof nightly>,
  terminal: Terminal,
): Promise<NightlyOutcome> {
  const told = new Set<string>()
  let ended = false
  const result = handle.result().finally(() => {
    ended = true
  })
  const show = async () => {
    while (!ended) {
      const night = await ask(() => handle.query(nightProgress))
      if (night !== null) await showOnce(client, handle.workflowId, { night, terminal, told })
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }
  const [outcome] = await Promise.all([result, show()])
  const last = await ask(() => handle.query(nightProgress))
  if (last !== null) tellEnded(last, terminal, told)
  return outcome
}

async function showOnce(
  client: Client,
  nightId: string,
  { night, terminal, told }: { night: NightProgress; terminal: Terminal; told: Set<string> },
): Promise<void> {
  tellEnded(night, terminal, told)
  if (night.running.length === 0) return
  const parts = await Promise.all(night.running.map((stage) => describeRunning(client, nightId, stage)))
  terminal.status(`  … ${parts.join(' · ')}`)
}

function tellEnded(night: NightProgress, terminal: Terminal, told: Set<string>): void {
  for (const stage of night.ended) {
    if (told.has(stage.name)) continue
    told.add(stage.name)
    const mark = { done: '✓', skipped: '–', failed: '✗', cancelled: '✗' }[stage.status]
    terminal.progress(
      `  ${mark} ${stage.name.padEnd(8)} ${stage.seconds.toFixed(1).padStart(6)} s${stage.detail ? `  ${stage.detail}` : ''}`,
    )
  }
}

async function describeRunning(
  client: Client,
  nightId: string,
  stage: NightProgress['running'][number],
): Promise<string> {
  if (stage !== 'suite' && stage !== 'traffic') return stage
  const batch = await ask(() => client.workflow.getHandle(stageId(nightId, stage)).query(batchProgress))
  return batch === null ? stage : `${stage} ${inWords(batch, stage)}`
}

function inWords({ done, total, items, faults }: BatchProgress, stage: 'suite' | 'traffic'): string {
  const [unit, thing, fault] =
    stage === 'suite' ? ['batches', 'answered', 'errors'] : ['files', 'records', 'quarantined']
  return `${done}/${total ?? '?'} ${unit}, ${items.toLocaleString('en-US')} ${thing}${faults > 0 ? `, ${faults} ${fault}` : ''}`
}

/** A query can meet a workflow that has not begun, or no worker at all: then there is nothing to show yet. */
async function ask<T>(query: () => Promise<T>): Promise<T | null> {
  try {
    return await query()
  } catch {
    return null
  }
}
