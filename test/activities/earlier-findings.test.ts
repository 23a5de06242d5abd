import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  earlierFacts,
  earlierFindings,
  leftOpenBefore,
  quietGaps,
} from '../../activities/earlier-findings.ts'
import { listFindings } from '../../activities/list-findings.ts'
import { decide } from '../../drift/decide.ts'
import { drifted, effect } from '../drift/make-comparison.ts'
import { comparedNight, endedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

const RULE = 'adjusted p 0.48 > 0.01; size of Cliff’s δ 0.4 > minimum 0.1'
const unsure = drifted({ verdict: 'same', rule: RULE })

test('a finding goes on while nights vary too much to tell it, and ends within its minimum', async (t) => {
  const { lake } = await testPorts(t)
  /** A night as it ends; gives how earlier findings stand in it. */
  const night = async (date: string, judged: readonly ReturnType<typeof drifted>[]) => {
    const told = decide(judged, { suite: 'support-bot', night: date })
    const earlier = earlierFindings(await leftOpenBefore(date, lake), judged, { told, mutes: new Set() })
    await comparedNight(lake, `nights/${date}/r1`, { comparisons: judged, earlier })
    await endedNight(lake, { night: date, outcome: 'complete' })
    return earlier
  }
  assert.deepEqual(await night('2026-11-20', [drifted()]), [])
  // A night that failed, and one that did not happen, change nothing.
  await endedNight(lake, { night: '2026-11-21', outcome: 'failed' })
  const [held] = await night('2026-11-23', [unsure])
  assert.deepEqual([held?.standing, held?.toldOn], ['beyond', '2026-11-20'])
  assert.deepEqual(earlierFacts([held!], new Set()), [
    `Not recovered, though no finding tonight: Latency is higher than on the recent nights. It is still beyond its minimum, no longer beyond chance and ordinary variation; night 2026-11-20 told it last, and an open issue stays open. The rule: ${RULE}.`,
  ])
  assert.deepEqual(earlierFacts([held!], new Set([held!.fingerprint])), [])
  const listed = (await listFindings(null, { all: false }, lake)).findings
  assert.deepEqual(
    listed.map(({ id, state, since, decision }) => [id, state, since, decision]),
    [[held?.fingerprint, 'beyond', '2026-11-20', RULE]],
  )
  assert.deepEqual(await night('2026-11-24', [drifted()]), [])
  assert.equal((await listFindings(null, { all: false }, lake)).findings[0]?.since, '2026-11-20')
  const within = drifted({ verdict: 'same', effect: effect(-0.05) })
  assert.equal((await night('2026-11-25', [within]))[0]?.standing, 'recovered')
  assert.deepEqual(await night('2026-11-26', [within]), [])
})

test('gaps that are accepted, or still beyond their minimum after a finding, are known', async (t) => {
  const { lake } = await testPorts(t)
  const accepted = drifted({ check: 'tags.topic', verdict: 'accepted' })
  const judged = [accepted, unsure, drifted({ check: 'cost_usd', verdict: 'same' })]
  await comparedNight(lake, 'nights/2026-11-20/r1', { comparisons: [drifted()] })
  await endedNight(lake, { night: '2026-11-20', outcome: 'complete' })
  const earlier = earlierFindings(await leftOpenBefore('2026-11-21', lake), judged, {
    told: [],
    mutes: new Set(),
  })
  assert.deepEqual(
    quietGaps(judged, earlier).map(({ check }) => check),
    ['tags.topic', 'latency_ms'],
  )
})

test('what recovered under a mute is handed on, with the families that told it', async (t) => {
  const { lake } = await testPorts(t)
  const within = drifted({ verdict: 'same', effect: effect(-0.05) })
  const elsewhere = drifted({ family: 'live-against-offline', verdict: 'same' })
  await comparedNight(lake, 'nights/2026-11-20/r1', { comparisons: [drifted()] })
  await endedNight(lake, { night: '2026-11-20', outcome: 'complete' })
  const night = async (date: string, mutes: readonly string[]) => {
    const judged = [within, elsewhere]
    const before = await leftOpenBefore(date, lake)
    const earlier = earlierFindings(before, judged, { told: [], mutes: new Set(mutes) })
    await comparedNight(lake, `nights/${date}/r1`, { comparisons: judged, earlier })
    await endedNight(lake, { night: date, outcome: 'complete' })
    return earlier
  }
  const [told] = (await leftOpenBefore('2026-11-21', lake)).findings
  for (const date of ['2026-11-21', '2026-11-22']) {
    const [muted] = await night(date, [told!.fingerprint])
    assert.deepEqual([muted?.standing, muted?.families], ['recovered', ['live-against-recent']])
  }
  assert.deepEqual((await night('2026-11-23', []))[0]?.standing, 'recovered')
  assert.deepEqual(await night('2026-11-24', []), [])
})

test('a further revision that failed does not lose what the night left open', async (t) => {
  const { lake } = await testPorts(t)
  await comparedNight(lake, 'nights/2026-11-20/r1', { comparisons: [drifted()] })
  await endedNight(lake, { night: '2026-11-20', outcome: 'complete' })
  await endedNight(lake, { night: '2026-11-20', revision: 2, outcome: 'failed' })
  assert.equal((await leftOpenBefore('2026-11-21', lake)).findings.length, 1)
  assert.equal((await listFindings(null, { all: false }, lake)).revision, 1)
})
