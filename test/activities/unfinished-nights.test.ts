import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unfinishedNights } from '../../activities/unfinished-nights.ts'
import { endedNight, openedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

test('nights of the last week that began and left no result are told, the newest first', async (t) => {
  const { lake } = await testPorts(t)
  await openedNight(lake, { night: '2026-11-21' })
  await endedNight(lake, { night: '2026-11-20', outcome: 'failed' })
  await openedNight(lake, { night: '2026-11-15' })
  await openedNight(lake, { night: '2026-11-14' })
  assert.deepEqual(await unfinishedNights(lake, '2026-11-22'), [
    'Night 2026-11-21 began at 2026-11-21T23:00:00.000Z and left no result: it was terminated, timed out, or is still running. Run it again with `nightdrift night 2026-11-21`.',
    'Night 2026-11-15 began at 2026-11-15T23:00:00.000Z and left no result: it was terminated, timed out, or is still running. Run it again with `nightdrift night 2026-11-15`.',
  ])
})

test('the night itself, and later ones, are not its to tell', async (t) => {
  const { lake } = await testPorts(t)
  for (const night of ['2026-11-22', '2026-11-23']) await openedNight(lake, { night })
  assert.deepEqual(await unfinishedNights(lake, '2026-11-22'), [])
})

test('a night that was run once more and ended is done', async (t) => {
  const { lake } = await testPorts(t)
  await openedNight(lake, { night: '2026-11-21', revision: 1 })
  await endedNight(lake, { night: '2026-11-21', revision: 2, outcome: 'complete' })
  assert.deepEqual(await unfinishedNights(lake, '2026-11-22'), [])
  await openedNight(lake, { night: '2026-11-21', revision: 3 })
  assert.equal((await unfinishedNights(lake, '2026-11-22')).length, 1)
})
