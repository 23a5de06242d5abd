import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { type ScheduleHandle, ScheduleOverlapPolicy } from '@temporalio/client'
import { calendarDay, nightBefore } from '../../activities/night-keys.ts'
import { resolveNight } from '../../activities/resolve-night.ts'
import { type Config, configSchema } from '../../suite/config/schema.ts'
import { applySchedule } from '../../worker/apply-schedule.ts'
import { nightlyId, scheduleId, taskQueue } from '../../workflows/ids.ts'
import type { launchNight } from '../../workflows/launch-night.ts'
import { createGate, type FakeActivities, fakeActivities, untilCancelled } from './fake-activities.ts'
import { recordHistory } from './history-file.ts'
import { eventually, failureOf, needing, QUEUE, startTestServer } from './temporal-server.ts'

const server = await startTestServer()
const options = { ...needing(server), concurrency: true }

function configOf(schedule: Partial<Config['schedule']> = {}): Config {
  return configSchema.parse({
    name: randomUUID(),
    dataset: 'cases.jsonl',
    target: { kind: 'replay', path: 'outputs.jsonl' },
    scorers: [{ kind: 'exact' }],
    schedule: { cron: '0 3 * * *', ...schedule },
  })
}

/** Activities of a suite whose nights end at once; the night is derived as in a real one. */
function actFor(config: Config, overrides: Parameters<typeof fakeActivities>[0] = {}): FakeActivities {
  const project = { config, folder: '.', configDigest: '0123456789abcdef', fault: null }
  const fakes = fakeActivities({
    resolveNight: (input) => resolveNight(input, { project }),
    ...overrides,
  })
  server!.act(config.name, fakes.activities)
  return fakes
}

/** Applies the config's schedule, paused, and lets it start its workflows where the tests' worker is. */
async function applied(config: Config): Promise<ScheduleHandle> {
  await applySchedule(server!.client, config)
  const handle = server!.client.schedule.getHandle(scheduleId(config.name))
  await handle.update(({ action, ...rest }) => ({ ...rest, action: { ...action, taskQueue: QUEUE } }))
  return handle
}

/** The workflows that a schedule started, once there are so many, oldest first. */
function launched(handle: ScheduleHandle, count: number) {
  return eventually(`${count} launches`, async () => {
    const { info } = await handle.describe()
    const ids = info.recentActions.flatMap(({ action }) => action.workflow.workflowId)
    return ids.length >= count && ids.map((id) => server!.client.workflow.getHandle<typeof launchNight>(id))
  })
}

describe('the schedule’s launcher', options, () => {
  test('runs last night when it is triggered', async () => {
    const config = configOf({ timezone: 'Pacific/Kiritimati', paused: true })
    const fakes = actFor(config)
    const before = nightBefore(calendarDay(new Date(), 'Pacific/Kiritimati'), 1)
    const handle = await applied(config)
    await handle.trigger()
    const [launch] = await launched(handle, 1)
    const outcome = await launch!.result()
    const afterwards = nightBefore(calendarDay(new Date(), 'Pacific/Kiritimati'), 1)
    assert.ok('night' in outcome && [before, afterwards].includes(outcome.night))
    assert.deepEqual(fakes.inputs('openNight'), [{ night: outcome.night, force: false }])
    const nightly = await server!.client.workflow.getHandle(nightlyId(config.name, outcome.night)).describe()
    assert.equal(nightly.status.name, 'COMPLETED')
    await recordHistory('launch-night', launch!)
    await handle.delete()
  })

  for (const { zone, cron, start, end, nights } of [
    {
      zone: 'Europe/Berlin',
      cron: '0 3 * * *',
      // Clocks go forward within: 03:00 is 02:00 UTC, then 01:00 UTC.
      start: '2024-03-29T12:00:00Z',
      end: '2024-04-01T12:00:00Z',
      nights: ['2024-03-29', '2024-03-30', '2024-03-31'],
    },
    {
      zone: 'Pacific/Auckland',
      cron: '30 1 * * *',
      start: '2024-06-01T00:00:00Z',
      end: '2024-06-03T00:00:00Z',
      nights: ['2024-06-01', '2024-06-02'],
    },
  ]) {
    test(`checks each night of a backfill in ${zone}, one after another`, async () => {
      const config = configOf({ timezone: zone, cron, paused: true })
      let underWay = 0
      let most = 0
      const fakes = actFor(config, {
        async renderReport() {
          underWay += 1
          most = Math.max(most, underWay)
          await new Promise((resolve) => setTimeout(resolve, 100))
          underWay -= 1
        },
      })
      const handle = await applied(config)
      await handle.backfill({
        start: new Date(start),
        end: new Date(end),
        overlap: ScheduleOverlapPolicy.BUFFER_ALL,
      })
      const launches = await launched(handle, nights.length)
      await Promise.all(launches.map((launch) => launch.result()))
      assert.deepEqual(
        fakes.inputs('openNight').map(({ night }) => night),
        nights,
      )
      assert.equal(most, 1)
      await handle.delete()
    })
  }

  test('joins a night that runs already', async () => {
    const config = configOf({ timezone: 'UTC', paused: true })
    const gate = createGate()
    const fakes = actFor(config, {
      resolveNight: async () => '2026-11-22',
      compareNight: () => gate.passed.then(() => ({ findings: 0 })),
    })
    const nightly = await server!.client.workflow.start('nightly', {
      workflowId: nightlyId(config.name, '2026-11-22'),
      taskQueue: QUEUE,
      args: [{ night: '2026-11-22', patience: 'interactive', force: false }],
    })
    const handle = await applied(config)
    await handle.trigger()
    const [launch] = await launched(handle, 1)
    assert.deepEqual(await launch!.result(), { joined: nightly.workflowId })
    await recordHistory('launch-night-joined', launch!)
    gate.open()
    await nightly.result()
    assert.equal(fakes.inputs('openNight').length, 1)
    await handle.delete()
  })

  test('fails at once, and says what to do, when no schedule started it', async () => {
    const config = configOf()
    actFor(config)
    const launch = await server!.client.workflow.start<typeof launchNight>('launchNight', {
      workflowId: `nightdrift/${config.name}/launch`,
      taskQueue: QUEUE,
      args: [{ suite: config.name }],
    })
    assert.match(await failureOf(launch), /^Cannot tell which night to check.*nightdrift night YYYY-MM-DD/)
    const { events } = await launch.fetchHistory()
    assert.equal(
      events?.some((event) => event.workflowTaskFailedEventAttributes),
      false,
    )
  })

  test('passes a cancellation on to its night, which still reports', async () => {
    const config = configOf({ paused: true })
    const fakes = actFor(config, { compareNight: untilCancelled })
    const handle = await applied(config)
    await handle.trigger()
    const [launch] = await launched(handle, 1)
    await eventually('the night compares', () => fakes.names().includes('compareNight'))
    await launch!.cancel()
    await eventually('the night is closed', () => fakes.names().includes('closeNight'))
    assert.deepEqual(
      fakes.inputs('closeNight').map(({ cancelled }) => cancelled),
      [true],
    )
    await handle.delete()
  })
})

describe('applying the schedule', options, () => {
  test('makes it as the config says, with its next runs', async () => {
    const config = configOf({
      cron: '30 4 * * 1-5',
      timezone: 'America/New_York',
      jitter: '10m',
      catchupWindow: '30h',
    })
    assert.equal(await applySchedule(server!.client, config), 'created')
    const handle = server!.client.schedule.getHandle(scheduleId(config.name))
    const { spec, policies, state, action, info } = await handle.describe()
    assert.equal(spec.timezone, 'America/New_York')
    assert.equal(spec.jitter, 600_000)
    assert.deepEqual(
      spec.calendars?.map(({ minute, hour, dayOfWeek }) => ({ minute, hour, dayOfWeek })),
      [{ minute: [range(30)], hour: [range(4)], dayOfWeek: [{ start: 'MONDAY', end: 'FRIDAY', step: 1 }] }],
    )
    assert.equal(policies.overlap, 'BUFFER_ONE')
    assert.equal(policies.catchupWindow, 30 * 3_600_000)
    assert.equal(state.paused, false)
    assert.equal(action.taskQueue, taskQueue(config.name))
    assert.equal(action.workflowType, 'launchNight')
    const hours = info.nextActionTimes.slice(0, 5).map(newYorkTime)
    assert.equal(hours.length, 5)
    // Jitter only ever starts later.
    for (const hour of hours) assert.match(hour, /^04:(3\d|40)$/)
    await handle.delete()
  })

  test('a second time changes nothing', async () => {
    const config = configOf({ timezone: 'Europe/Berlin' })
    await applySchedule(server!.client, config)
    const handle = server!.client.schedule.getHandle(scheduleId(config.name))
    const first = await handle.describe()
    assert.equal(await applySchedule(server!.client, config), 'updated')
    const second = await handle.describe()
    for (const part of ['spec', 'action', 'policies', 'state'] as const)
      assert.deepEqual(second[part], first[part])
    assert.deepEqual(second.info.nextActionTimes, first.info.nextActionTimes)
    await handle.delete()
  })

  test('a changed config changes it, pause state included, and keeps what it started', async () => {
    const config = configOf({ paused: true })
    actFor(config)
    const handle = await applied(config)
    assert.equal((await handle.describe()).state.paused, true)
    await handle.trigger()
    await launched(handle, 1)
    const changed = { ...config, schedule: { ...config.schedule, cron: '15 5 * * *', paused: false } }
    assert.equal(await applySchedule(server!.client, changed), 'updated')
    const { state, spec, info } = await handle.describe()
    assert.equal(state.paused, false)
    assert.deepEqual(
      spec.calendars?.map(({ hour }) => hour),
      [[range(5)]],
    )
    assert.equal(info.recentActions.length, 1)
    await handle.delete()
  })

  test('from two places at once ends with one schedule', async () => {
    const config = configOf()
    const changes = await Promise.all([1, 2, 3].map(() => applySchedule(server!.client, config)))
    assert.deepEqual(changes.sort(), ['created', 'updated', 'updated'])
    await server!.client.schedule.getHandle(scheduleId(config.name)).delete()
  })
})

function range(value: number) {
  return { start: value, end: value, step: 1 }
}

function newYorkTime(at: Date): string {
  return at.toLocaleTimeString('en-GB', { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit' })
}
