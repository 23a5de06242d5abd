import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { acceptBaseline } from '../activities/accept-baseline.ts'
import { calendarDay, nightBefore } from '../activities/night-keys.ts'
import { generateLogs } from '../examples/bike-share/generate-logs.ts'
import { startModelServer } from '../examples/bike-share/model-server.ts'
import { copyExample } from './copy-example.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { runNight } from './night.ts'
import { NODE_COMMAND, OWN_COMMAND } from './own-command.ts'
import { openProject } from './project.ts'
import { openSession } from './session.ts'
import { tellNight } from './tell-night.ts'
import type { Terminal } from './terminal.ts'

const TIMEZONE = 'Europe/Berlin'
const NIGHTS = 8

/**
 * Plays eight nights of the example project through the real thing: Temporal, DuckDB, a model over HTTP. Seven nights
 * make history, then a prompt is changed and the last night is run. Leaves its files, and nothing running.
 */
export async function demo(options: { readonly folder?: string }, terminal: Terminal): Promise<ExitCode> {
  const folder = await copyExample(options.folder)
  const nights = lastNights(new Date())
  terminal.progress(`The example project: an assistant of a bike-share company, in ${folder}`)
  await generateLogs({ folder: join(folder, 'logs'), nights, timezone: TIMEZONE })
  const model = await startModelServer()
  try {
    // The example's server takes any key; the official client wants to have one.
    process.env.OPENAI_API_KEY ??= 'example'
    process.env.BIKE_SHARE_MODEL_URL = model.url
    return await playNights(folder, nights, terminal)
  } finally {
    await model.close()
  }
}

async function playNights(folder: string, nights: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const project = await openProject(join(folder, 'nightdrift.config.ts'))
  await using session = await openSession(project, terminal, { worker: 'always' })
  const quiet: Terminal = { ...terminal, progress: () => undefined }
  for (const [i, night] of nights.slice(0, -1).entries()) {
    terminal.status(`  … history: night ${i + 1} of ${NIGHTS - 1} (${night})`)
    const manifest = await runNight(project, session, { night, force: false, terminal: quiet })
    if (manifest === null) return EXIT.incomplete
    if (i === 0)
      await acceptBaseline(
        { run: night, name: 'main', why: 'first night of the demo', by: 'demo' },
        project.ports,
      )
  }
  terminal.progress(
    `Seven nights are history. Now somebody edits the prompt, customers discover cargo bikes, and answers get slower.`,
  )
  await cp(join(folder, 'prompts/system-after-change.md'), join(folder, 'prompts/system.md'))
  const last = await runNight(project, session, { night: nights.at(-1) ?? '', force: false, terminal })
  if (last === null) return EXIT.incomplete
  const code = tellNight(last, 'never', terminal)
  terminal.result('')
  const config = join(folder, 'nightdrift.config.ts')
  terminal.result('Look at the report:')
  terminal.result(`  ${OWN_COMMAND} report ${last.night} --config ${config}`)
  terminal.result('See it all again, with Temporal’s pages and the schedule:')
  terminal.result(`  ${OWN_COMMAND} dev --config ${config}`)
  terminal.result('A further night also needs its model:')
  terminal.result(`  ${NODE_COMMAND} ${join(folder, 'model-server.ts')}`)
  return code
}

/** The last days that have ended, oldest first. */
function lastNights(now: Date): string[] {
  const today = calendarDay(now, TIMEZONE)
  return Array.from({ length: NIGHTS }, (_, i) => nightBefore(today, NIGHTS - i))
}
