import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { withFileLock } from '../../worker/dev-server/file-lock.ts'
import { projectFolder } from './dev-server-support.ts'

const lockModule = new URL('../../worker/dev-server/file-lock.ts', import.meta.url).href

test('one holder at a time: the work of others waits its turn', async (t) => {
  const path = join(projectFolder(t), 'lock')
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
  }
  const options = { guards: 'a counter', timeoutMs: 10_000 }
  await Promise.all(Array.from({ length: 5 }, () => withFileLock(path, options, work)))
  assert.equal(most, 1)
})

test('a lock is free again after its work failed', async (t) => {
  const path = join(projectFolder(t), 'lock')
  const options = { guards: 'a test', timeoutMs: 1000 }
  const failing = withFileLock(path, options, () => Promise.reject(new Error('as planned')))
  await assert.rejects(failing, /as planned/)
  assert.equal(await withFileLock(path, options, () => 'mine'), 'mine')
})

test('a lock held by another process says so after the given time, and is free once that process is killed', async (t) => {
  const folder = projectFolder(t)
  const path = join(folder, 'lock')
  const script = join(folder, 'hold.mjs')
  const hold = `import { withFileLock } from ${JSON.stringify(lockModule)}
    await withFileLock(${JSON.stringify(path)}, { guards: 'a test', timeoutMs: 1000 }, () => {
      process.send('held')
      return new Promise((resolve) => setTimeout(resolve, 60_000))
    })`
  writeFileSync(script, hold)
  const child = fork(pathToFileURL(script).pathname, { execArgv: [] })
  t.after(() => child.kill('SIGKILL'))
  await once(child, 'message')

  let waits = 0
  const options = { guards: 'the test', timeoutMs: 200, onWait: () => (waits += 1) }
  await assert.rejects(
    withFileLock(path, options, () => 'never'),
    /^Error: Cannot get at the test: another process has held the lock/,
  )
  assert.equal(waits, 1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal(await withFileLock(path, options, () => 'mine'), 'mine')
})

test('waiting for a lock ends when it is called off', async (t) => {
  const path = join(projectFolder(t), 'lock')
  const aborted = AbortSignal.abort(new Error('called off'))
  await withFileLock(path, { guards: 'a test', timeoutMs: 1000 }, async () => {
    const waiting = withFileLock(path, { guards: 'a test', timeoutMs: 5000, signal: aborted }, () => 'never')
    await assert.rejects(waiting, /called off/)
  })
})
