import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { asksOf } from '../../suite/ask.ts'
import type { Case } from '../../suite/case.ts'
import type { Answer, CaseResult } from '../../suite/case-result.ts'
import { rubric } from '../../suite/config/rubric-scorer.ts'
import { scorerSpec } from '../../suite/config/scorer-spec.ts'
import { openai } from '../../suite/config/targets/openai.ts'
import { type BatchOptions, runBatch } from '../../suite/run-batch.ts'
import { type Target, TargetError } from '../../suite/target.ts'

const answered: Answer = {
  output: 'yes',
  model: 'm',
  finishReason: 'stop',
  latencyMs: 1,
  tokens: null,
  costUsd: null,
}
const unreachable = new TargetError('unreachable', 'Cannot get an answer: nothing listens there.', 0)

function casesOf(count: number): Case[] {
  return Array.from({ length: count }, (_, index) => ({ id: `c${index}`, input: 'q', expected: 'yes' }))
}

function targetOf(ask: (id: string, signal: AbortSignal) => Promise<Answer> | Answer): Target {
  return { name: 'test', ask: async ({ id }, { signal }) => ask(id, signal) }
}

function run(
  count: number,
  ask: Parameters<typeof targetOf>[0],
  options: Partial<BatchOptions> = {},
): Promise<CaseResult[]> {
  return runBatch(asksOf(casesOf(count), 1), {
    target: targetOf(ask),
    scorers: [{ kind: 'contains', match: 'any' }],
    concurrency: 4,
    signal: new AbortController().signal,
    sleep: async () => undefined,
    ...options,
  })
}

test('results keep the order of the cases, at most `concurrency` are asked at once, and onResult hears of each', async () => {
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
  const late = await run(12, (id) => (id === 'c0' ? answered : hangs(id)), { concurrency: 1 })
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
    { concurrency: 1, onResult: ({ caseId }) => void told.push(caseId) },
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
    { concurrency: 1, onResult: ({ caseId }) => void told.push(caseId) },
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
    concurrency: 1,
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

test('a spent budget stops a batch cleanly: what it does not reach is skipped, and says why', async () => {
  const asked: string[] = []
  const results = await run(
    30,
    async (id) => {
      asked.push(id)
      await wait(1)
      return { ...answered, costUsd: 0.01 }
    },
    { budgetUsd: 0.1 },
  )
  assert.ok(asked.length >= 10 && asked.length <= 13, `${asked.length} asked`)
  const skipped = results.filter(({ status }) => status === 'skipped')
  assert.equal(skipped.length, 30 - asked.length)
  assert.deepEqual(skipped[0]?.error?.kind, 'over-budget')
})

test('a known answer is scored without asking, and costs nothing', async () => {
  const known = new Map([['1 c1', { ...answered, output: 'no', costUsd: 5, fromCache: true }]])
  const asked: string[] = []
  const results = await run(
    3,
    async (id) => {
      asked.push(id)
      return answered
    },
    { known, budgetUsd: 1 },
  )
  assert.deepEqual(asked, ['c0', 'c2'])
  assert.deepEqual(
    results.map(({ scores }) => scores.contains?.value),
    [1, 0, 1],
  )
})

/** A suite whose only scorer is a judge that says what it is told to. */
function judged(
  count: number,
  say: (prompt: string) => Answer | Promise<Answer>,
  options: Partial<BatchOptions> = {},
) {
  const scorers = [scorerSpec.parse(rubric({ criteria: 'Says yes.', judge: openai({ model: 'judge' }) }))]
  const target = { name: 'judge', ask: async ({ input }: Case) => say(String(input)) }
  const judges = new Map([['rubric', { criteria: 'Says yes.', target }]])
  return run(count, async () => ({ ...answered, costUsd: 0.01 }), { scorers, judges, ...options })
}

test('a judge scores with reasons, what it took is told, and what cannot be read is unscored', async () => {
  const verdict = { ...answered, output: '{"reasons": "It does.", "verdict": "partial"}', costUsd: 0.02 }
  const [one] = await judged(1, () => verdict)
  const judge = { tokens: null, costUsd: 0.02, fromCache: false }
  assert.deepEqual(one?.scores.rubric, { value: 0.5, passed: true, reason: 'It does.', judge })
  const [other] = await judged(1, () => ({ ...verdict, output: 'Splendid!' }))
  assert.deepEqual(other?.scores.rubric, {
    value: null,
    reason: 'the judge gave no verdict that can be read',
    judge,
  })
  const [third] = await judged(1, () => Promise.reject(new TargetError('refused', 'declined')))
  assert.deepEqual(third?.scores.rubric, { value: null, reason: 'the judge could not be asked (refused)' })
  assert.equal(third?.status, 'answered')
})

test('judges spend from the budget of the run', async () => {
  const verdict = { ...answered, output: '{"reasons": "r", "verdict": "pass"}', costUsd: 0.09 }
  const results = await judged(30, () => verdict, { budgetUsd: 1, concurrency: 1 })
  const asked = results.filter(({ status }) => status === 'answered').length
  assert.ok(asked >= 9 && asked <= 11, `${asked}`)
})
