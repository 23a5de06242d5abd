import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ApplicationFailure } from '@temporalio/common'
import type { Activities } from '../../activities/catalogue.ts'
import type { NightEnding } from '../../activities/night-ending.ts'
import { batchProgress, nightProgress } from '../../workflows/messages.ts'
import { createGate, fakeActivities, untilCancelled } from './fake-activities.ts'
import { recordHistory } from './history-file.ts'
import { NIGHT, type StartedNight, startNight, startOrJoin } from './start-night.ts'
import { eventually, failureOf, needing, startTestServer } from './temporal-server.ts'

const server = await startTestServer()
const options = needing(server)

/** Fails at once, with these words. */
const failing = (words: string) => async () => {
  throw ApplicationFailure.nonRetryable(words, 'ConfigError')
}

/** `suite done`, `compare failed: why`, …, as the night's readers were told. */
function told({ fakes }: StartedNight): string[] {
  const [ending] = fakes.inputs('closeNight') as NightEnding[]
  assert.ok(ending, 'the night was closed')
  return ending.stages.map(({ name, status, detail }) => `${name} ${status}${detail && `: ${detail}`}`)
}

describe('a night', { ...options, concurrency: true }, () => {
  test('goes from suite and traffic side by side to comparison, issues, report and mail', async () => {
    const [suite, traffic] = [createGate(), createGate()]
    const night = await startNight(server!, {
      // Each waits for the other: one after the other they would never end.
      async planSuite(input) {
        suite.open()
        await traffic.passed
        return fakeActivities().activities.planSuite(input)
      },
      async planTraffic() {
        traffic.open()
        await suite.passed
        return { files: 2 }
      },
    })
    assert.deepEqual(await night.handle.result(), {
      night: NIGHT,
      revision: 1,
      outcome: 'complete',
      findings: 1,
    })
    const names = night.fakes.names()
    assert.equal(names[0], 'openNight')
    assert.deepEqual(names.slice(-5), [
      'compareNight',
      'deliverIssues',
      'renderReport',
      'sendMail',
      'closeNight',
    ])
    const gathering = names.slice(1, -5).sort()
    assert.deepEqual(gathering, [
      ...['closeSuite', 'closeTraffic', 'loadTrafficFile', 'loadTrafficFile', 'planSuite', 'planTraffic'],
      ...['runSuiteBatch', 'runSuiteBatch', 'runSuiteBatch', 'summarisePartition', 'summarisePartition'],
    ])
    assert.deepEqual(told(night).sort(), [
      ...['compare done', 'issues done', 'mail done', 'report done', 'suite done', 'traffic done'],
    ])
    await recordHistory('nightly-complete', night.handle)
  })

  test('scores a sample of the traffic once it is loaded, where the config says so; the night outlives a failure', async () => {
    const openNight: Activities['openNight'] = async (input) => ({
      ...(await fakeActivities().activities.openNight(input)),
      scoresTraffic: true,
    })
    const night = await startNight(server!, { openNight })
    assert.equal((await night.handle.result()).outcome, 'complete')
    const names = night.fakes.names()
    assert.ok(names.indexOf('scoreTraffic') > names.lastIndexOf('summarisePartition'))
    assert.ok(names.indexOf('scoreTraffic') < names.indexOf('compareNight'))
    await recordHistory('nightly-scored', night.handle)
    const failed = await startNight(server!, { openNight, scoreTraffic: failing('No judge.') })
    assert.equal((await failed.handle.result()).outcome, 'degraded')
    assert.ok(told(failed).includes('scoring failed: No judge.'))
    assert.ok(failed.fakes.names().includes('compareNight'))
  })

  test('without traffic in its config compares the suite alone and says so', async () => {
    const night = await startNight(server!, {
      openNight: async (input) => ({
        ...(await fakeActivities().activities.openNight(input)),
        hasTraffic: false,
      }),
    })
    assert.equal((await night.handle.result()).outcome, 'complete')
    assert.deepEqual(
      night.fakes.inputs('compareNight').map(({ suite, traffic }) => ({ suite, traffic })),
      [{ suite: true, traffic: false }],
    )
    assert.equal(night.fakes.names().includes('planTraffic'), false)
    assert.ok(told(night).includes('traffic skipped: the config names no traffic'))
  })

  test('whose suite fails goes on with the traffic and tells why in the activity’s own words', async () => {
    const night = await startNight(server!, { planSuite: failing('Cannot read cases.jsonl line 3.') })
    assert.equal((await night.handle.result()).outcome, 'degraded')
    assert.deepEqual(
      night.fakes.inputs('compareNight').map(({ suite, traffic }) => ({ suite, traffic })),
      [{ suite: false, traffic: true }],
    )
    assert.ok(told(night).includes('suite failed: Cannot read cases.jsonl line 3.'))
    await recordHistory('nightly-suite-failed', night.handle)
  })

  test('whose suite and traffic fail compares nothing, opens no issues, and still reports', async () => {
    const night = await startNight(server!, {
      planSuite: failing('Cannot read the cases.'),
      planTraffic: failing('Cannot find logs.'),
    })
    assert.equal((await night.handle.result()).outcome, 'failed')
    assert.deepEqual(night.fakes.names().slice(-3), ['renderReport', 'sendMail', 'closeNight'])
    assert.deepEqual(told(night).sort(), [
      'compare skipped: there is nothing to compare',
      'issues skipped: nothing was compared',
      'mail done',
      'report done',
      'suite failed: Cannot read the cases.',
      'traffic failed: Cannot find logs.',
    ])
  })

  test('whose comparison fails leaves issues alone and still reports', async () => {
    const night = await startNight(server!, { compareNight: failing('Cannot compare.') })
    assert.equal((await night.handle.result()).outcome, 'failed')
    assert.equal(night.fakes.names().includes('deliverIssues'), false)
    assert.ok(told(night).includes('compare failed: Cannot compare.'))
    assert.ok(told(night).includes('issues skipped: nothing was compared'))
  })

  test('whose issues, report and mail fail is closed with what failed', async () => {
    const night = await startNight(server!, {
      deliverIssues: failing('GitHub says no.'),
      renderReport: failing('No room.'),
      sendMail: failing('Login refused.'),
    })
    assert.equal((await night.handle.result()).outcome, 'degraded')
    assert.deepEqual(told(night).slice(-3), [
      'issues failed: GitHub says no.',
      'report failed: No room.',
      'mail failed: Login refused.',
    ])
  })

  test('under a config that cannot be used says so and does nothing else', async () => {
    const night = await startNight(server!, {
      openNight: async (input) => ({
        ...(await fakeActivities().activities.openNight(input)),
        fault: 'Cannot use the config.',
      }),
    })
    assert.equal((await night.handle.result()).outcome, 'failed')
    assert.deepEqual(night.fakes.names(), ['openNight', 'renderReport', 'sendMail', 'closeNight'])
    assert.equal(told(night)[0], 'suite failed: Cannot use the config.')
  })

  test('that is complete already ends at once', async () => {
    const night = await startNight(server!, {
      openNight: async (input) => ({
        ...(await fakeActivities().activities.openNight(input)),
        revision: 3,
        alreadyComplete: true,
      }),
    })
    assert.equal((await night.handle.result()).revision, 3)
    assert.deepEqual(night.fakes.names(), ['openNight'])
  })

  test('that cannot be opened fails with the reason', async () => {
    const night = await startNight(server!, { openNight: failing('Cannot write to the lake.') })
    assert.equal(await failureOf(night.handle), 'Cannot write to the lake.')
  })

  test('tries again what may get better by itself', async () => {
    let attempts = 0
    const night = await startNight(server!, {
      async sendMail() {
        attempts += 1
        if (attempts < 3) throw new Error('The connection broke.')
      },
    })
    assert.equal((await night.handle.result()).outcome, 'complete')
    assert.equal(attempts, 3)
  })

  test('answers how far it is, and its stages how far they are, while it runs and afterwards', async () => {
    const gate = createGate()
    const night = await startNight(server!, {
      async runSuiteBatch({ index }) {
        if (index > 0) await gate.passed
        return { answered: 1, errored: 1 }
      },
    })
    const { handle } = night
    const suite = server!.client.workflow.getHandle(`${handle.workflowId}/suite`)
    const traffic = server!.client.workflow.getHandle(`${handle.workflowId}/traffic`)
    const during = await eventually('the traffic is loaded', async () => {
      const progress = await handle.query(nightProgress)
      return progress.ended.length === 1 && progress
    })
    assert.deepEqual(during.running, ['suite'])
    assert.equal(during.revision, 1)
    await eventually('one batch is done', async () => (await suite.query(batchProgress)).done === 1)
    assert.deepEqual(await suite.query(batchProgress), { done: 1, total: 3, items: 1, faults: 1 })
    assert.deepEqual(await traffic.query(batchProgress), { done: 2, total: 2, items: 20, faults: 2 })
    gate.open()
    await handle.result()
    const afterwards = await handle.query(nightProgress)
    assert.deepEqual(afterwards.running, [])
    assert.deepEqual(
      afterwards.ended.map(({ name }) => name),
      ['traffic', 'suite', 'compare', 'issues', 'report', 'mail'],
    )
  })

  test('that is started twice runs once', async () => {
    const gate = createGate()
    const night = await startNight(server!, {
      async compareNight() {
        await gate.passed
        return { findings: 0 }
      },
    })
    const second = await startOrJoin(server!, night.suite, { force: true })
    gate.open()
    assert.deepEqual(await second.result(), await night.handle.result())
    assert.equal(second.firstExecutionRunId, night.handle.firstExecutionRunId)
    assert.equal(night.fakes.inputs('openNight').length, 1)
  })
})

describe('a cancelled night', { ...options, concurrency: true }, () => {
  test('stops what is under way, then tells people and closes', async () => {
    let stopped = 0
    const busy = async () => {
      try {
        return await untilCancelled()
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 300))
        stopped += 1
      }
    }
    let stoppedBeforeReport = -1
    const night = await startNight(server!, {
      runSuiteBatch: busy,
      loadTrafficFile: busy,
      async renderReport() {
        stoppedBeforeReport = stopped
      },
    })
    await eventually('the batches are under way', () => {
      const names = night.fakes.names()
      return names.includes('runSuiteBatch') && names.includes('loadTrafficFile')
    })
    const underWay = night.fakes.names().filter((name) => ['runSuiteBatch', 'loadTrafficFile'].includes(name))
    await night.handle.cancel()
    assert.equal((await night.handle.result()).outcome, 'cancelled')
    assert.deepEqual(
      night.fakes.inputs('closeNight').map(({ cancelled }) => cancelled),
      [true],
    )
    assert.deepEqual(night.fakes.names().slice(-3), ['renderReport', 'sendMail', 'closeNight'])
    assert.deepEqual(
      told(night)
        .map((line) => line.split(':')[0])
        .sort(),
      ['mail done', 'report done', 'suite cancelled', 'traffic cancelled'],
    )
    assert.ok(stoppedBeforeReport >= underWay.length, 'everything had stopped when people were told')
    for (const stage of ['suite', 'traffic']) {
      const child = server!.client.workflow.getHandle(`${night.handle.workflowId}/${stage}`)
      assert.equal((await child.describe()).status.name, 'CANCELLED')
      await recordHistory(`${stage}-cancelled`, child)
    }
    await recordHistory('nightly-cancelled', night.handle)
  })

  test('says so too when it was comparing', async () => {
    const night = await startNight(server!, { compareNight: untilCancelled })
    await eventually('it compares', () => night.fakes.names().includes('compareNight'))
    await night.handle.cancel()
    assert.equal((await night.handle.result()).outcome, 'cancelled')
    assert.ok(told(night).some((line) => line.startsWith('compare cancelled')))
    assert.equal(night.fakes.names().includes('deliverIssues'), false)
  })

  test('says so too when it had not begun: it takes its place in the lake all the same', async () => {
    const gate = createGate()
    let openings = 0
    const night = await startNight(server!, {
      async openNight({ night }) {
        openings += 1
        if (openings === 1) await gate.passed
        const place = { night, revision: 1, folder: `nights/${night}/r1`, configDigest: '0123456789abcdef' }
        const openedAt = '2026-11-23T02:00:00.000Z'
        return { ...place, hasTraffic: true, openedAt, alreadyComplete: false, fault: null }
      },
    })
    await eventually('it opens', () => openings > 0)
    await night.handle.cancel()
    assert.equal((await night.handle.result()).outcome, 'cancelled')
    gate.open()
    assert.deepEqual(night.fakes.names().slice(-3), ['renderReport', 'sendMail', 'closeNight'])
    assert.equal(night.fakes.names().includes('runSuiteBatch'), false)
  })

  test('finishes its report and mail when they were under way', async () => {
    const gate = createGate()
    const night = await startNight(server!, { renderReport: () => gate.passed })
    await eventually('the report is written', () => night.fakes.names().includes('renderReport'))
    await night.handle.cancel()
    gate.open()
    assert.equal((await night.handle.result()).outcome, 'complete')
    assert.deepEqual(night.fakes.names().slice(-2), ['sendMail', 'closeNight'])
  })
})
