import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCheckpoints } from '../../activities/checkpoint-results.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { answerOf } from '../suite/scorers/answers.ts'
import { testPorts } from './ports.ts'

const result = (caseId: string, epoch = 1): CaseResult => ({
  caseId,
  epoch,
  status: 'answered',
  answer: answerOf(caseId),
  error: null,
  scores: {},
})

test('answers are written together, soon, and found again by case and epoch', async (t) => {
  const { lake } = await testPorts(t)
  const checkpoints = await openCheckpoints(lake, 'checkpoints/b')
  for (let count = 0; count < 30; count += 1) checkpoints.add(result(`c${count}`))
  checkpoints.add(result('c1', 2))
  checkpoints.add({ ...result('failed'), status: 'errored' })
  await new Promise((done) => setTimeout(done, 400))
  assert.equal((await lake.list('checkpoints/b')).length, 1, 'one part, without being flushed')
  checkpoints.add(result('late'))
  await checkpoints.flush()
  const { kept } = await openCheckpoints(lake, 'checkpoints/b')
  assert.equal(kept.size, 32)
  assert.equal(kept.get('2 c1')?.epoch, 2)
  assert.equal(kept.has('1 failed'), false)
  assert.equal(kept.has('1 late'), true)
})

test('a store that cannot be written to stops the asking', async (t) => {
  const { lake } = await testPorts(t)
  const full = { ...lake, publish: () => Promise.reject(new Error('no space left')) }
  const checkpoints = await openCheckpoints(full, 'checkpoints/b')
  checkpoints.add(result('a'))
  await assert.rejects(checkpoints.flush(), /no space left/)
  assert.throws(() => checkpoints.add(result('b')), /no space left/)
})
