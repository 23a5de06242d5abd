import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { loadIntoLake } from '../../activities/load-into-lake.ts'
import { LoaderDied } from '../../activities/loader-died.ts'
import type { LogLoader } from '../../activities/ports.ts'
import { PLAIN } from '../queries/traffic/treatment.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const LINE = JSON.stringify({ timestamp: 1795336200, input: 'hi', output: 'yes', model: 'm', latency_ms: 5 })

/** A loader whose process ends so often before it does its work. */
function dying(loader: LogLoader, times: number): LogLoader & { readonly asked: () => number } {
  let asked = 0
  return {
    asked: () => asked,
    load: (log, signal) => {
      asked += 1
      return asked <= times ? Promise.reject(new LoaderDied('SIGKILL')) : loader.load(log, signal)
    },
  }
}

async function setting(t: TestContext) {
  const ports = await testPorts(t)
  const scratch = await mkdtemp(join(tmpdir(), 'nightdrift-scratch-'))
  t.after(() => rm(scratch, { recursive: true, force: true }))
  const path = join(scratch, 'log.jsonl')
  await writeFile(path, LINE)
  const log = { path, name: 'log.jsonl', digest: 'd1', how: PLAIN }
  const loadBy = (loader: LogLoader) =>
    loadIntoLake(log, { night: '2026-11-22', ports: { ...ports, loader }, attempt: ATTEMPT, scratch })
  return { ports, loadBy }
}

test('a file whose loading process ended once is loaded by the next', async (t) => {
  const { ports, loadBy } = await setting(t)
  assert.equal((await loadBy(dying(ports.loader, 1))).records, 1)
})

test('a file that ends its process twice is quarantined whole, once and for all', async (t) => {
  const { ports, loadBy } = await setting(t)
  const loader = dying(ports.loader, 9)
  const loaded = await loadBy(loader)
  assert.equal(loader.asked(), 2)
  assert.deepEqual([loaded.records, loaded.quarantined], [0, 1])
  assert.deepEqual(loaded.reasons, [
    { reason: 'the file ended the process that read it, or took all of its memory, twice', count: 1 },
  ])
  assert.deepEqual(await ports.lake.list('quarantine'), ['quarantine/d1.parquet'])
})

test('a death is remembered over restarts of the worker', async (t) => {
  const { ports, loadBy } = await setting(t)
  const stops = dying({ load: () => Promise.reject(new Error('the worker stops')) }, 1)
  await assert.rejects(loadBy(stops), /the worker stops/)
  const later = dying(ports.loader, 1)
  assert.equal((await loadBy(later)).quarantined, 1)
  assert.equal(later.asked(), 1)
})
