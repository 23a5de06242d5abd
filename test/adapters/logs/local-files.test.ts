import assert from 'node:assert/strict'
import { mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createLocalLogs } from '../../../adapters/logs/local-files.ts'

async function start(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-logs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const into = { folder, signal: new AbortController().signal }
  return { folder, into, logs: createLocalLogs(folder) }
}

test('a file is read where it lies, under a version that changes with its time', async (t) => {
  const { folder, into, logs } = await start(t)
  const path = join(folder, 'a.jsonl')
  await writeFile(path, 'lines')
  await utimes(path, new Date('2026-11-22'), new Date('2026-11-22'))
  const [listed] = await logs.list('*.jsonl')
  assert.deepEqual(listed, { name: 'a.jsonl', bytes: 5, version: '1795305600000000000' })
  assert.deepEqual(await logs.stage('a.jsonl', into), { path, file: listed })
  await utimes(path, new Date('2026-11-22'), new Date('2026-11-22T00:00:01Z'))
  assert.notEqual((await logs.list('*.jsonl'))[0]?.version, listed?.version)
})

test('a link that leads nowhere is listed without a version, and reading it says so', async (t) => {
  const { folder, into, logs } = await start(t)
  await symlink('gone.jsonl', join(folder, 'a.jsonl'))
  assert.deepEqual(await logs.list('*.jsonl'), [{ name: 'a.jsonl', bytes: 0, version: null }])
  await assert.rejects(
    logs.stage('a.jsonl', into),
    /^Error: Cannot read the log file .*a\.jsonl: there is no such file/,
  )
})
