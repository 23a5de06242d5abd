import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import type { Project } from '../../activities/ports.ts'
import { type Scratch, withScratch, withTables } from '../../activities/scratch.ts'
import { parseConfig } from '../../suite/config/parse.ts'
import { compose } from '../../worker/compose.ts'

async function project(t: TestContext, given: object): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-compose-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const minimal = { name: 'bot', dataset: 'c.jsonl', target: { kind: 'replay', path: 'o.jsonl' } }
  const config = parseConfig({ ...minimal, scorers: [{ kind: 'contains' }], ...given }, 'this test')
  return { config, folder, configDigest: 'c0ffee0000000001', fault: null }
}

test('a lake is a folder, or a prefix of a bucket; issues and mails stand beside its files', async (t) => {
  const local = await project(t, { lake: 'lake' })
  assert.equal(compose(local, {}).lake.location, join(local.folder, 'lake', 'bot'))
  for (const lake of ['s3://acme-evals/nightdrift', 's3://acme-evals/nightdrift/']) {
    const ports = compose(await project(t, { lake }), {})
    assert.equal(ports.lake.location, 's3://acme-evals/nightdrift/bot')
    assert.equal((await ports.tracker()).name, 's3://acme-evals/nightdrift/bot/issues')
  }
  assert.equal(
    compose(await project(t, { lake: 's3://acme-evals' }), {}).lake.location,
    's3://acme-evals/bot',
  )
})

test('whatever reads the lake takes no more than the config says, also for small things', async (t) => {
  const duckdb = { memoryLimit: '300MB', threads: 1 }
  const { lake } = compose(await project(t, { duckdb }), {})
  const sql = "SELECT current_setting('threads') AS threads, current_setting('memory_limit') AS memory"
  const ask = ({ db }: Scratch) => db.rows({ name: 'limits', sql })
  const expected = [{ threads: 1n, memory: '286.1 MiB' }]
  assert.deepEqual(await withScratch(lake, ask), expected)
  assert.deepEqual(await withTables(lake, ask), expected)
})

test('a lake that is neither is refused, with what would do', async (t) => {
  for (const lake of ['gs://bucket/lake', 'https://bucket.acme.example']) {
    const other = await project(t, { lake })
    assert.throws(() => compose(other, {}), {
      name: 'ConfigError',
      message: /expected a local folder or `s3:\/\/BUCKET\/PREFIX`/,
    })
  }
  const wrong = await project(t, { lake: 's3://Not_A_Bucket/x' })
  assert.throws(() => compose(wrong, {}), {
    name: 'ConfigError',
    message: /"Not_A_Bucket" is no name of a bucket/,
  })
})

test('who uses no bucket loads no SDK for it', async (t) => {
  const url = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href)
  const { config, folder } = await project(t, {})
  const program = `const Module = (await import('node:module')).default
    const { compose } = await import(${url('worker/compose.ts')})
    const { connectS3 } = await import(${url('adapters/s3/connection.ts')})
    const loaded = () => Object.keys(Module._cache).some((path) => path.includes('@aws-sdk'))
    const project = { config: ${JSON.stringify(config)}, folder: ${JSON.stringify(folder)}, configDigest: 'c', fault: null }
    const { lake, logs } = compose(project, process.env)
    await lake.publish('a', 'x')
    await logs.list('*.jsonl')
    const before = loaded()
    await connectS3({ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' })()
    console.log(before, loaded())`
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--no-warnings', '--input-type=module', '-e', program],
  ])
  assert.equal(stdout.trim(), 'false true')
})
