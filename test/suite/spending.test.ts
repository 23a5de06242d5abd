import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Case } from '../../suite/case.ts'
import type { Answer } from '../../suite/case-result.ts'
import { rubric } from '../../suite/config/rubric-scorer.ts'
import { scorerSpec } from '../../suite/config/scorer-spec.ts'
import { openai } from '../../suite/config/targets/openai.ts'
import type { BatchOptions } from '../../suite/run-batch.ts'
import { TargetError } from '../../suite/target.ts'
import { answered, run } from './batches.ts'

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
  assert.deepEqual(third?.scores.rubric, {
    value: null,
    reason: 'the judge could not be asked (refused)',
    fault: { kind: 'refused', message: 'declined' },
  })
  assert.equal(third?.status, 'answered')
})

test('judges spend from the budget of the run', async () => {
  const verdict = { ...answered, output: '{"reasons": "r", "verdict": "pass"}', costUsd: 0.09 }
  const results = await judged(30, () => verdict, { budgetUsd: 1, slots: pLimit(1) })
  const asked = results.filter(({ status }) => status === 'answered').length
  assert.ok(asked >= 9 && asked <= 11, `${asked}`)
})

test('a spent budget also stops judging answers that are known', async () => {
  const verdict = { ...answered, output: '{"reasons": "r", "verdict": "pass"}', costUsd: 0.1 }
  const known = new Map(Array.from({ length: 30 }, (_, i) => [`1 c${i}`, { ...answered, fromCache: true }]))
  const results = await judged(30, () => verdict, { budgetUsd: 1, slots: pLimit(4), known })
  const asked = results.filter(({ status }) => status === 'answered').length
  assert.ok(asked >= 10 && asked <= 13, `${asked}`)
  const remembered = await judged(30, () => ({ ...verdict, fromCache: true }), { budgetUsd: 1, known })
  assert.ok(remembered.every(({ status }) => status === 'answered'))
})

test('a judge whom nobody can reach ends the batch like a target, and one that fails now and then does not', async () => {
  const verdict = { ...answered, output: '{"reasons": "r", "verdict": "pass"}' }
  await assert.rejects(
    judged(60, () => Promise.reject(new TargetError('unreachable', 'Nothing listens there.', 0))),
    { kind: 'unreachable', message: /^The judge: Nothing listens there\. \(5 cases in a row/ },
  )
  let asked = 0
  const results = await judged(
    20,
    () => {
      asked += 1
      return asked % 4 === 0 ? Promise.reject(new TargetError('unauthorised', 'no')) : verdict
    },
    { slots: pLimit(1) },
  )
  assert.equal(results.filter(({ scores }) => scores.rubric?.value === null).length, 5)
})

test('a judge that is not to see the expected answer is not shown it', async () => {
  const prompts: string[] = []
  const verdict = { ...answered, output: '{"reasons": "r", "verdict": "pass"}' }
  const target = {
    name: 'judge',
    async ask({ input }: Case) {
      prompts.push(String(input))
      return verdict
    },
  }
  for (const showExpected of [true, false])
    await judged(1, () => verdict, {
      judges: new Map([['rubric', { criteria: 'Says yes.', showExpected, target }]]),
    })
  assert.deepEqual(
    prompts.map((prompt) => prompt.includes('[BEGIN EXPECTED ANSWER]')),
    [true, false],
  )
})

test('of a budget a few cases find out what one costs, so that not all that are asked at once overspend it', async () => {
  let most = 0
  let active = 0
  const results = await run(
    60,
    async () => {
      active += 1
      most = Math.max(most, active)
      await wait(2)
      active -= 1
      return { ...answered, costUsd: 0.1 }
    },
    { budgetUsd: 0.35, slots: pLimit(60) },
  )
  assert.ok(most <= 4, `${most} at once`)
  assert.equal(results.filter(({ status }) => status === 'answered').length, 4)
})
