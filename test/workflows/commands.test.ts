import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { describe, type TestContext, test } from 'node:test'
import { calendarDay, nightBefore } from '../../activities/night-keys.ts'
import type { NightManifest } from '../../activities/night-manifest.ts'
import { nightlyId, scheduleId } from '../../workflows/ids.ts'
import { makeProject, type RunningCommand, runCommand, startCommand, startModel } from './command.ts'
import { eventually, needing, startTestServer } from './temporal-server.ts'

const server = await startTestServer()
const options = { ...needing(server), concurrency: true }

const NIGHT = '2024-05-05'

async function project(t: TestContext, schedule: object = {}) {
  const model = await startModel(t)
  const name = randomUUID()
  const folder = makeProject(t, { name, baseUrl: model.url, schedule })
  return { name, model, at: { folder, address: server!.address } }
}

function manifestOf(stdout: string): NightManifest {
  return JSON.parse(stdout) as NightManifest
}

const stagesOf = ({ stages }: NightManifest) => stages.map(({ name, status }) => `${name} ${status}`)

describe('commands at a configured server', options, () => {
  test('a night outlives the worker that was killed in its middle', async (t) => {
    const { model, at, name } = await project(t)
    model.held = true
    const first = startCommand(t, ['worker'], at)
    await first.said('Working on')
    const night = startCommand(t, ['night', NIGHT, '--json'], at)
    await eventually('the suite asks the model', () => model.requests.count > 0)
    first.child.kill('SIGKILL')
    await first.ended
    model.held = false
    const second = startCommand(t, ['worker'], at)
    const handle = server!.client.workflow.getHandle(nightlyId(name, NIGHT))
    await night.said(`"outcome"`)
    await handle.result()
    const manifest = manifestOf(night.texts.stdout)
    assert.equal(manifest.revision, 1)
    assert.equal(manifest.outcome, 'complete')
    assert.deepEqual(stagesOf(manifest).sort(), [
      ...['compare done', 'issues done', 'mail done', 'report done', 'suite done', 'traffic skipped'],
    ])
    second.child.kill('SIGTERM')
    assert.equal((await second.ended).code, 0)
  })

  test('a night is joined by a second command, shows how far it is, and reports when it is interrupted', async (t) => {
    const { model, at, name } = await project(t)
    model.held = true
    const worker = startCommand(t, ['worker'], at)
    await worker.said('Working on')
    const first = startCommand(t, ['night', NIGHT], at)
    await first.said(`Started night ${NIGHT}`)
    await eventually('the suite asks the model', () => model.requests.count > 0)
    const second = startCommand(t, ['night', NIGHT, '--json'], at)
    await second.said(`Joined night ${NIGHT}`)
    first.child.kill('SIGINT')
    await first.said('Cancelling the night')
    await Promise.all([first.said('revision 1: cancelled'), second.said('"outcome"')])
    const manifest = manifestOf(second.texts.stdout)
    assert.equal(manifest.outcome, 'cancelled')
    assert.ok(manifest.report !== null && existsSync(manifest.report), 'the report is there')
    assert.match(first.texts.stderr, /✗ suite/)
    const { status } = await server!.client.workflow.getHandle(nightlyId(name, NIGHT)).describe()
    assert.equal(status.name, 'COMPLETED')
    worker.child.kill('SIGTERM')
    assert.equal((await worker.ended).code, 0)
  })

  test('a schedule is applied, shown, paused, resumed, backfilled and deleted', async (t) => {
    const { at, name } = await project(t, { cron: '30 4 * * *', timezone: 'Europe/Berlin' })
    const run = (...words: string[]) => runCommand(t, ['schedule', ...words, '--json'], at)
    const unknown = await run('show')
    assert.equal(unknown.code, 2)
    assert.match(unknown.stderr, /Cannot find schedule .*never applied.*nightdrift schedule apply/)
    const applied = await run('apply')
    assert.equal(applied.code, 0, applied.stderr)
    assert.match(applied.stderr, /created/)
    const view = JSON.parse(applied.stdout)
    assert.deepEqual([view.id, view.timezone, view.paused], [scheduleId(name), 'Europe/Berlin', false])
    assert.match(view.words, /04:30/)
    assert.equal(view.nextRuns.length, 5)
    assert.match((await run('apply')).stderr, /updated/)
    assert.equal(JSON.parse((await run('pause')).stdout).paused, true)
    assert.equal(JSON.parse((await run('resume')).stdout).paused, false)
    assert.equal((await run('backfill', '--from', '2024-05-02')).code, 2)
    assert.equal((await run('delete')).code, 0)
    assert.equal((await run('show')).code, 2)
  })

  for (const { timezone, cron } of [
    { timezone: 'Pacific/Honolulu', cron: '0 3 * * *' },
    { timezone: 'UTC', cron: '0 15 * * *' },
  ]) {
    test(`a backfill of one night starts that night and no other in ${timezone} at ${cron}`, async (t) => {
      const { at, name } = await project(t, { timezone, cron, paused: true })
      const { client } = server!
      assert.equal((await runCommand(t, ['schedule', 'apply'], at)).code, 0)
      const backfill = ['schedule', 'backfill', '--from', NIGHT, '--to', NIGHT]
      const { code, stderr } = await runCommand(t, backfill, at)
      assert.equal(code, 0, stderr)
      const { info } = await eventually('the night is launched', async () => {
        const description = await client.schedule.getHandle(scheduleId(name)).describe()
        return description.info.recentActions.length > 0 && description
      })
      // The nominal time stands at the end of the launcher's id.
      const nominal = info.recentActions.map(({ action }) => action.workflow.workflowId.split('/launch-')[1])
      const nights = nominal.map((time) => nightBefore(calendarDay(new Date(time ?? ''), timezone), 1))
      assert.deepEqual([nights, info.runningActions.length], [[NIGHT], 1])
    })
  }

  test('a command without a worker of its own ends when its night has ended', async (t) => {
    const { at } = await project(t)
    const worker = startCommand(t, ['worker'], at)
    await worker.said('Working on')
    const night = startCommand(t, ['night', NIGHT], at)
    await night.said('revision 1: complete')
    assert.deepEqual(await codeOf(night), 0)
  })

  test('a command ends when Temporal cannot be reached', async (t) => {
    const { at } = await project(t)
    const night = startCommand(t, ['night', NIGHT], { ...at, address: '127.0.0.1:9' })
    await night.said('127.0.0.1:9')
    assert.deepEqual(await codeOf(night), 3)
  })
})

/** The exit code; `null` for a command that said its last word and is still there 60 s later. */
function codeOf({ ended }: RunningCommand): Promise<number | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, 60_000, null).unref())
  return Promise.race([ended.then(({ code }) => code), late])
}
