import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as tick, setTimeout as wait } from 'node:timers/promises'
import { limitTarget } from '../../../adapters/models/limit-target.ts'
import { RequestGate } from '../../../adapters/models/request-gate.ts'
import { CaseTime } from '../../../suite/limits/case-time.ts'
import type { Target } from '../../../suite/target.ts'
import { answerOf, caseOf } from '../../suite/scorers/answers.ts'

test('batches that share a target never ask more at once than it allows', async () => {
  let now = 0
  let most = 0
  let asked = 0
  const target: Target = {
    name: 'counting',
    async ask() {
      asked += 1
      now += 1
      most = Math.max(most, now)
      await tick()
      now -= 1
      return answerOf('yes')
    },
  }
  const limited = limitTarget(target, new RequestGate({ concurrency: 3 }))
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 40 }, () => limited.ask(caseOf(), { signal })))
  assert.equal(most, 3)
  assert.equal(asked, 40)
})

test('a target that tells of its quota is asked more slowly', async () => {
  const gate = new RequestGate({ concurrency: 3 })
  const target: Target = {
    name: 'scarce',
    async ask(_, { onQuota }) {
      onQuota?.([{ limit: 10, remaining: 1, resetMs: 60 }])
      return answerOf('yes')
    },
  }
  const { signal } = new AbortController()
  const limited = limitTarget(target, gate)
  const start = Date.now()
  await limited.ask(caseOf(), { signal })
  await limited.ask(caseOf(), { signal })
  assert.ok(Date.now() - start >= 55)
})

test('the time of a case is what its attempts take, not what it waits for its turn', async () => {
  const target: Target = {
    name: 'slow',
    async ask(_, { signal }) {
      await wait(60, undefined, { signal })
      return answerOf('yes')
    },
  }
  const limited = limitTarget(target, new RequestGate({ concurrency: 1 }))
  const { signal } = new AbortController()
  const times = Array.from({ length: 4 }, () => new CaseTime(150))
  await Promise.all(times.map((time) => limited.ask(caseOf(), { signal, time })))
  assert.ok(times.every(({ leftMs }) => leftMs > 0 && leftMs <= 95))
  const time = times[0]!
  time.use(time.leftMs - 10)
  await assert.rejects(limited.ask(caseOf(), { signal, time }), {
    kind: 'timeout',
    retryAfterMs: null,
    message: /slow: none within 0\.15 s over all attempts\. Raise the target's `caseTimeoutMs`/,
  })
})
