import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Lake } from '../../activities/ports.ts'
import { untilAborted } from '../../worker/until-aborted.ts'

const silent = () => new Promise<never>(() => undefined)

/** Holds what it is asked for only where it is given; a call of anything else fails. */
const lakeOf = (given: Partial<Lake>) => given as Lake

test('whoever waits for a silent store stops waiting when the attempt is aborted', async () => {
  const attempt = new AbortController()
  const lake = untilAborted(
    lakeOf({ read: silent, list: silent, localPath: silent, publish: async () => 'created' }),
    attempt.signal,
  )
  const waiting = [lake.read('a'), lake.list('a'), lake.localPath('a')].map((each) =>
    assert.rejects(each, /called off/),
  )
  attempt.abort(new Error('called off'))
  await Promise.all(waiting)
  await assert.rejects(lake.read('b'), /called off/)
  assert.equal(await lake.publish('a', 'what was paid for'), 'created')
})

test('answers and errors of the lake arrive as they are', async () => {
  const { signal } = new AbortController()
  const lake = untilAborted(
    lakeOf({ list: async (folder) => [`${folder}/a`], read: () => Promise.reject(new Error('broken')) }),
    signal,
  )
  assert.deepEqual(await lake.list('x'), ['x/a'])
  await assert.rejects(lake.read('a'), /broken/)
})
