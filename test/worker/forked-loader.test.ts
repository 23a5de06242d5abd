import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { LoaderDied } from '../../activities/loader-died.ts'
import type { LoadTrafficOptions } from '../../queries/traffic/load-traffic.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { createForkedLoader } from '../../worker/loading/forked-loader.ts'
import { PLAIN } from '../queries/traffic/treatment.ts'

const LINE = JSON.stringify({ timestamp: 1795336200, input: 'hi', output: 'yes', model: 'm', latency_ms: 5 })
const NEVER = new AbortController().signal

async function logs(t: TestContext): Promise<{ good: LoadTrafficOptions; endless: LoadTrafficOptions }> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-loader-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'good.jsonl'), LINE)
  execFileSync('mkfifo', [join(folder, 'endless.jsonl')]) // nobody writes into it, so reading it never ends
  const of = (name: string) => ({ ...PLAIN, source: join(folder, name), sourceName: name, folder })
  return { good: of('good.jsonl'), endless: of('endless.jsonl') }
}

/** Processes that load logs for this one. */
function loadingProcesses(): number[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const own = all
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === process.pid)
  return own
    .filter(([, , ...args]) => args.join(' ').includes('loading/process.ts'))
    .map(([pid]) => Number(pid))
}

test('one process loads file after file', async (t) => {
  const { good } = await logs(t)
  const loader = createForkedLoader({})
  const others = loadingProcesses()
  const loaded = await Promise.all([loader.load(good, NEVER), loader.load(good, NEVER)])
  assert.deepEqual(
    loaded.map(({ records }) => records),
    [1, 1],
  )
  assert.equal(loadingProcesses().filter((pid) => !others.includes(pid)).length, 1)
})

test('a fault of the config comes back as one', async (t) => {
  const { good } = await logs(t)
  const loader = createForkedLoader({})
  await assert.rejects(loader.load({ ...good, select: 'SELECT FROM' }, NEVER), ConfigError)
})

test('a process that ends while it loads is told, and the next file gets a new one', async (t) => {
  const { good, endless } = await logs(t)
  const loader = createForkedLoader({})
  const others = loadingProcesses()
  await loader.load(good, NEVER)
  const loading = loader.load(endless, NEVER)
  const pid = loadingProcesses().find((each) => !others.includes(each))
  assert.ok(pid)
  setTimeout(() => process.kill(pid, 'SIGKILL'), 300)
  await assert.rejects(loading, LoaderDied)
  assert.equal((await loader.load(good, NEVER)).records, 1)
})

test('a log that takes all of the database’s memory ends its process, as one that crashes it does', async (t) => {
  const { good } = await logs(t)
  const { timestamp, ...rest } = JSON.parse(LINE)
  await writeFile(
    `${good.source}.long`,
    JSON.stringify({ timestamp, ...rest, input: 'a b. '.repeat(3_000_000) }),
  )
  const loader = createForkedLoader({ memoryLimit: '64MB' })
  await assert.rejects(loader.load({ ...good, source: `${good.source}.long` }, NEVER), LoaderDied)
})

test('requests with long prompts are loaded in parts that fit into memory', async (t) => {
  const { good } = await logs(t)
  const input = 'the quick brown fox jumps over the lazy dog. '.repeat(1000)
  const lines = Array.from({ length: 1000 }, (_, id) =>
    JSON.stringify({ ...JSON.parse(LINE), id, input: `${id} ${input}` }),
  )
  await writeFile(good.source, lines.join('\n'))
  const loader = createForkedLoader({ memoryLimit: '300MB' })
  assert.equal((await loader.load(good, NEVER)).records, 1000)
})

test('a load that is cancelled ends its process and counts as no death', async (t) => {
  const { good, endless } = await logs(t)
  const loader = createForkedLoader({})
  const cancel = new AbortController()
  const loading = loader.load(endless, cancel.signal)
  setTimeout(() => cancel.abort(new Error('cancelled')), 300)
  await assert.rejects(loading, { message: 'cancelled' })
  assert.equal((await loader.load(good, NEVER)).records, 1)
})

test('signals for the worker leave a load alone', async (t) => {
  const { good } = await logs(t)
  const others = loadingProcesses()
  const loader = createForkedLoader({})
  await loader.load(good, NEVER)
  const own = loadingProcesses().find((pid) => !others.includes(pid))
  assert.ok(own)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(own, signal)
  assert.equal((await loader.load(good, NEVER)).records, 1)
  assert.ok(loadingProcesses().includes(own))
})
