import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newProviderIds } from '../../activities/provider-ids.ts'
import { categoricalSummary } from '../drift/make-summary.ts'
import { openedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

test('an id is news on the first night that has it, however long ago the others were', async (t) => {
  const { lake } = await testPorts(t)
  const facts = async (night: string, ids: { readonly model: string; readonly fingerprint?: string }) => {
    const folder = await openedNight(lake, { night })
    const features = [
      ['model', ids.model],
      ['tags.system_fingerprint', ids.fingerprint],
    ] as const
    const tonight = new Map(
      features.flatMap(([feature, id]) =>
        id === undefined ? [] : [[feature, categoricalSummary([id], { feature })] as const],
      ),
    )
    const recent = { pooled: new Map(), nights: [], otherLayout: [] }
    return newProviderIds(tonight, { night, folder, recent }, lake)
  }
  assert.deepEqual(await facts('2026-09-01', { model: 'a' }), [], 'nothing was known')
  assert.deepEqual(await facts('2026-09-20', { model: 'b', fingerprint: 'fp_1' }), [
    'Models never seen before tonight: b.',
  ])
  assert.deepEqual(await facts('2026-10-10', { model: 'a', fingerprint: 'fp_2' }), [
    'Provider fingerprints (system_fingerprint) never seen before tonight: fp_2.',
  ])
  const again = await facts('2026-10-10', { model: 'a', fingerprint: 'fp_2' })
  assert.equal(again.length, 1, 'a night that is made again finds the same')
})
