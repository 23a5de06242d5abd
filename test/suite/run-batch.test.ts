import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pLimit from 'p-limit'
import { asksOf } from '../../suite/ask.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { runBatch } from '../../suite/run-batch.ts'
import { TargetError } from '../../suite/target.ts'
import { answered, casesOf, run, targetOf, unreachable } from './batches.ts'

test('results keep the order of the cases, no more are asked at once than there are slots, and onResult hears of each', async () => {
  let active = 0
  let most = 0
  const told: string[] = []
  const results = await run(
    20,
    async (id) => {
      active += 1
      most = Math.max(most, active)
      await wait(id === 'c0' ? 20 : 1)
      active -= 1
      return answered
    },
    { onResult: ({ caseId }) => void told.push(caseId) },
  )
  assert.deepEqual(
    results.map(({ caseId }) => caseId),
    casesOf(20).map(({ id }) => id),
  )
  assert.equal(most, 4)
  assert.deepEqual(told.toSorted(), results.map(({ caseId }) => caseId).toSorted())
  assert.notEqual(told[0], 'c0')
  assert.deepEqual(results[0], {
    caseId: 'c0',
    epoch: 1,
    status: 'answered',
    answer: answered,
    error: null,
    scores: { contains: { value: 1 } },
  })
})

test('batches that share slots are asked one after the other, and the next begins while the last cases of one are answered', async () => {
  const slots = pLimit(2)
  const begun: string[] = []
  const ask = (batch: string) => async (id: string) => {
    begun.push(batch + id)
    await wait(id === 'c0' ? 40 : 1)
    return answered
  }
  await Promise.all([run(3, ask('a'), { slots }), run(3, ask('b'), { slots })])
  assert.deepEqual(begun, ['ac0', 'ac1', 'ac2', 'bc0', 'bc1', 'bc2'])
  assert.equal(slots.activeCount, 0)
})

test('a case that fails is an errored result without scores; the others are not touched', async () => {
  const results = await run(3, (id) => {
    if (id === 'c1') throw new TargetError('refused', 'declined')
    return answered
  })
  assert.deepEqual(
    results.map(({ status }) => status),
    ['answered', 'errored', 'answered'],
  )
  assert.deepEqual(results[1]?.error, { kind: 'refused', message: 'declined' })
  assert.deepEqual([results[1]?.answer, results[1]?.scores], [null, {}])
})

test('a passing fault is retried after growing waits, and at least as long as the provider says', async () => {
  const waits: number[] = []
  const faults = [
    new TargetError('unreachable', 'x', 0),
    new TargetError('rate-limited', 'x', 7000),
    new TargetError('timeout', 'x', 0),
  ]
  const results = await run(
    1,
    () => {
      const fault = faults.shift()
      if (fault) throw fault
      return answered
    },
    { sleep: async (ms) => void waits.push(ms) },
  )
  assert.equal(results[0]?.status, 'answered')
  assert.deepEqual(waits, [375, 7000, 1500])
})

test('what cannot be helped by asking again is asked once, and nothing is asked for ever', async () => {
  const asked = { rejected: 0, limited: 0, patient: 0 }
  await run(1, () => {
    asked.rejected += 1
    throw new TargetError('rejected', 'x')
  })
  const [limited] = await run(1, () => {
    asked.limited += 1
    throw new TargetError('rate-limited', 'x', 0)
  })
  await run(1, () => {
    asked.patient += 1
    throw new TargetError('rate-limited', 'x', 3_600_000)
  })
  assert.deepEqual(asked, { rejected: 1, limited: 5, patient: 1 })
  assert.equal(limited?.error?.kind, 'rate-limited')
})

test('the same error of a request thrice ends its case, and says so; of a service that is down it does not', async () => {
  const asked = { cut: 0, varied: 0, late: 0 }
  const [cut] = await run(1, () => {
    asked.cut += 1
    throw new TargetError('invalid-answer', 'It is cut off.', 0)
  })
  const [varied] = await run(1, () => {
    asked.varied += 1
    throw new TargetError(asked.varied % 2 ? 'invalid-answer' : 'unreachable', 'x', 0)
  })
  await run(1, () => {
    asked.late += 1
    throw new TargetError('timeout', 'None within 60 s.', 0)
  })
  assert.deepEqual(asked, { cut: 3, varied: 5, late: 3 })
  assert.equal(cut?.error?.message, 'It is cut off. (The same 3 times in a row.)')
  assert.equal(varied?.error?.message, 'x')
})

test('no wait goes beyond the time of the case', async () => {
  let asked = 0
  const ask = () => {
    asked += 1
    throw new TargetError('rate-limited', 'x', 40)
  }
  const target = { ...targetOf(ask), caseTimeoutMs: 1500 }
  const [result] = await run(1, ask, { target })
  assert.deepEqual([asked, result?.error?.kind], [3, 'rate-limited'])
})

test('a model that nobody can reach ends the batch with one error, and no case counts as done', async () => {
  const told: CaseResult[] = []
  let asked = 0
  const batch = run(
    300,
    () => {
      asked += 1
      throw unreachable
    },
    { onResult: (result) => void told.push(result) },
  )
  await assert.rejects(batch, {
    name: 'TargetError',
    kind: 'unreachable',
    retryAfterMs: 0,
    message: /nothing listens there\. \(5 cases in a row/,
  })
  assert.equal(told.length, 0)
  assert.ok(asked <= 45)
})

test('a model that hangs from the start ends the batch, one that times out now and then does not', async () => {
  const timeout = new TargetError('timeout', 'Cannot get an answer: none within 60 s.', null)
  const asked = new Set<string>()
  const hangs = (id: string) => {
    asked.add(id)
    throw timeout
  }
  await assert.rejects(run(40, hangs), /none within 60 s\. \(5 cases in a row/)
  assert.ok(asked.size < 15)
  const late = await run(12, (id) => (id === 'c0' ? answered : hangs(id)), { slots: pLimit(1) })
  assert.deepEqual([late[0]?.status, late[11]?.error?.kind], ['answered', 'timeout'])
  assert.equal((await run(2, hangs))[1]?.error?.kind, 'timeout')
})

test('a refused key ends the batch, and asking again is not promised to help', async () => {
  const batch = run(300, () => {
    throw new TargetError('unauthorised', 'Cannot: 401.')
  })
  await assert.rejects(batch, { kind: 'unauthorised', retryAfterMs: null })
})

test('an outage that begins later keeps what was answered before', async () => {
  const told: string[] = []
  let asked = 0
  const batch = run(
    50,
    () => {
      asked += 1
      if (asked > 10) throw unreachable
      return answered
    },
    { slots: pLimit(1), onResult: ({ caseId }) => void told.push(caseId) },
  )
  await assert.rejects(batch, { kind: 'unreachable' })
  assert.deepEqual(
    told,
    casesOf(10).map(({ id }) => id),
  )
})

test('failures that an answer follows are single failures, told in the end', async () => {
  const told: string[] = []
  const results = await run(
    12,
    (id) => {
      if (Number(id.slice(1)) % 3 !== 2) throw unreachable
      return answered
    },
    { slots: pLimit(1), onResult: ({ caseId }) => void told.push(caseId) },
  )
  assert.equal(results.filter(({ status }) => status === 'errored').length, 8)
  assert.equal(told.length, 12)
})

test('an abort stops asking, tells what is finished and rejects with its reason', async () => {
  const controller = new AbortController()
  const reason = new Error('stopped by a person')
  const told: string[] = []
  let asked = 0
  const batch = run(
    100,
    async (_, signal) => {
      asked += 1
      if (asked === 10) controller.abort(reason)
      await wait(asked > 6 ? 60_000 : 1, undefined, { signal })
      return answered
    },
    { signal: controller.signal, onResult: ({ caseId }) => void told.push(caseId) },
  )
  await assert.rejects(batch, reason)
  assert.equal(told.length, 6)
  assert.ok(asked <= 10)
})

test('an abort ends the wait before a retry', async () => {
  const controller = new AbortController()
  const batch = runBatch(asksOf(casesOf(1), 1), {
    target: targetOf(() => {
      setTimeout(() => controller.abort(new Error('enough')), 10)
      throw new TargetError('rate-limited', 'x', 60_000)
    }),
    scorers: [],
    slots: pLimit(1),
    signal: controller.signal,
  })
  await assert.rejects(batch, /enough/)
})

test('a fault of the program or of the listener is not taken for a failed case', async () => {
  const bug = new TypeError('x is not a function')
  await assert.rejects(
    run(10, () => {
      throw bug
    }),
    bug,
  )
  const full = new Error('disk is full')
  await assert.rejects(
    run(10, () => answered, { onResult: () => Promise.reject(full) }),
    full,
  )
})

test('no cases give no results', async () => {
  assert.deepEqual(await run(0, () => answered), [])
})
