import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { rememberingJudges } from '../../activities/judge-cache.ts'
import type { Case } from '../../suite/case.ts'
import type { Target } from '../../suite/target.ts'
import { answerOf } from '../suite/scorers/answers.ts'
import { testPorts } from './ports.ts'

const { signal } = new AbortController()
const verdict = (count: number) => JSON.stringify({ reasons: `verdict ${count}`, verdict: 'pass' })

async function remembered(t: TestContext, config: object = {}) {
  const asked: string[] = []
  const target: Target = {
    name: 'judge',
    digest: 'j1',
    requestDigest: ({ input }: Case) => `d-${String(input)}`,
    ask: async ({ input }) => {
      asked.push(String(input))
      return answerOf(input === 'mute' ? 'Well.' : verdict(asked.length))
    },
  }
  let day = '2026-11-22'
  const ports = await testPorts(t, { config, now: () => new Date(`${day}T12:00:00Z`) })
  const judge = rememberingJudges(new Map([['tone', { criteria: 'c', target }]]), ports).get('tone')!
  const ask = async (input: string) => {
    const { output, fromCache = false } = await judge.target.ask({ id: 'a', input }, { signal })
    return [output, fromCache]
  }
  return { ask, asked, on: (next: string) => (day = next) }
}

test('a judge says the same of the same output, and is asked once', async (t) => {
  const { ask, asked, on } = await remembered(t)
  assert.deepEqual(await ask('x'), [verdict(1), false])
  assert.deepEqual(await ask('x'), [verdict(1), true])
  assert.deepEqual(await ask('y'), [verdict(2), false])
  on('2026-11-30')
  assert.deepEqual(await ask('x'), [verdict(3), false], 'a week is over')
  assert.deepEqual(await ask('x'), [verdict(3), true])
  assert.equal(asked.length, 3)
})

test('nothing is remembered without a cache, or where no texts are kept', async (t) => {
  for (const config of [{ cache: false }, { storeText: false }]) {
    const { ask, asked } = await remembered(t, config)
    await ask('x')
    await ask('x')
    assert.equal(asked.length, 2)
  }
})

test('a reply without a verdict is not remembered', async (t) => {
  const { ask, asked } = await remembered(t)
  assert.deepEqual(await ask('mute'), ['Well.', false])
  assert.deepEqual(await ask('mute'), ['Well.', false])
  assert.equal(asked.length, 2)
})
