import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scorer } from '../../../suite/config/custom-scorer.ts'
import { scorerSpec } from '../../../suite/config/scorer-spec.ts'
import { scoreCost, scoreLatency } from '../../../suite/scorers/limits.ts'
import { isRefusal, scoreRefusal } from '../../../suite/scorers/refusal.ts'
import { createScorers, scoreAnswer } from '../../../suite/scorers/score.ts'
import { scoreToolCalls } from '../../../suite/scorers/tool-calls.ts'
import { answerOf, caseOf } from './answers.ts'

test('limits include their end, and what nobody measured is unscored', () => {
  assert.equal(scoreLatency(answerOf('', { latencyMs: 10 }), 10).value, 1)
  assert.equal(scoreLatency(answerOf('', { latencyMs: 10.4 }), 10).value, 0)
  assert.equal(scoreLatency(answerOf(''), 10).value, null)
  assert.equal(scoreCost(answerOf('', { costUsd: 0.2 }), 0.1).value, 0)
  assert.equal(scoreCost(answerOf(''), 0.1).value, null)
})

test('refusals are known by their phrases at the beginning', () => {
  assert.ok(isRefusal('I’m sorry, but I can’t help with that.'))
  assert.ok(isRefusal('As an AI language model, I cannot say.'))
  assert.equal(isRefusal('You can return it. I will not charge you.'), false)
  assert.equal(isRefusal(`${'word '.repeat(80)} I cannot help`), false)
  assert.equal(scoreRefusal('I cannot help you with this.', true).value, 1)
  assert.equal(scoreRefusal('Here you are.', true).value, 0)
})

const REFUND = { name: 'refund', arguments: { order: 7, full: true } }
const MAIL = { name: 'mail', arguments: { to: 'ada' } }
const OPTIONS = { compare: 'arguments', ordered: false, atLeast: 1 } as const

test('tool calls are matched once each, by name and arguments, whatever the order of keys', () => {
  const made = [{ name: 'refund', arguments: '{"full":true,"order":7}' }, MAIL]
  const answer = answerOf('', { toolCalls: made })
  assert.equal(scoreToolCalls(answer, { tool_calls: [MAIL, REFUND] }, OPTIONS).value, 1)
  assert.equal(scoreToolCalls(answer, { tool_calls: [REFUND] }, OPTIONS).value, 2 / 3)
  assert.equal(scoreToolCalls(answer, { tool_calls: [REFUND, REFUND] }, OPTIONS).value, 0.5)
  const other = { tool_calls: [{ function: { name: 'refund', arguments: '{"order": 8}' } }, MAIL] }
  assert.equal(scoreToolCalls(answer, other, OPTIONS).value, 0.5)
  assert.equal(scoreToolCalls(answer, other, { ...OPTIONS, compare: 'names' }).value, 1)
})

test('the order of calls counts where it is asked for', () => {
  const answer = answerOf('', { toolCalls: [REFUND, MAIL] })
  const swapped = { tool_calls: [MAIL, REFUND] }
  assert.equal(scoreToolCalls(answer, swapped, { ...OPTIONS, ordered: true }).value, 0.5)
  assert.equal(scoreToolCalls(answer, { tool_calls: [] }, OPTIONS).value, 0)
  assert.equal(scoreToolCalls(answerOf('', { toolCalls: [] }), { tool_calls: [] }, OPTIONS).value, 1)
  assert.equal(scoreToolCalls(answerOf(''), swapped, OPTIONS).value, null)
  assert.equal(scoreToolCalls(answer, 'refund', OPTIONS).value, null)
})

async function byFunction(fn: Parameters<typeof scorer>[1]) {
  const spec = scorerSpec.parse(scorer('own', fn, { atLeast: 0.8 }))
  return (await scoreAnswer(createScorers([spec]), answerOf('out'), caseOf('yes'))).own
}

test('a function of the config judges, and its faults leave the output unscored without quoting it', async () => {
  assert.deepEqual(await byFunction(({ output, expected }) => output === 'out' && expected === 'yes'), {
    value: 1,
    passed: true,
  })
  assert.deepEqual(await byFunction(() => false), { value: 0, passed: false })
  assert.equal((await byFunction(async () => 0.7))?.passed, false)
  assert.deepEqual(await byFunction(() => ({ value: null, reason: 'no need' })), {
    value: null,
    reason: 'no need',
  })
  for (const fault of [() => 2, () => Number.NaN, () => 'yes' as never])
    assert.equal((await byFunction(fault))?.value, null)
  const thrown = await byFunction(({ output }) => {
    throw new TypeError(`bad ${output}`)
  })
  assert.deepEqual(thrown, { value: null, reason: 'the function threw TypeError' })
})
