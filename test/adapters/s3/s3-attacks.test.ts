import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createS3Logs } from '../../../adapters/logs/s3-objects.ts'
import { connectS3 } from '../../../adapters/s3/connection.ts'
import { createS3Lake } from '../../../adapters/stores/s3-lake.ts'
import { needing, startS3Server } from './s3-server.ts'
import { type Answering, startStandIn } from './s3-stand-in.ts'

const server = await startS3Server()
const options = needing(server)

async function start(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-attacks-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const bucket = server!.makeBucket()
  const connect = connectS3(process.env)
  const lake = createS3Lake({ address: { bucket, key: 'lake' }, connect, cacheFolder: join(folder, 'cache') })
  return { folder, bucket, onDisk: server!.folderOf(bucket), connect, lake, logs: createS3Logs(connect) }
}

const inFolder = (folder: string, signal = new AbortController().signal) => ({ folder, signal })

/** Sets variables of this process, where the SDK looks for them, until the test ends. */
function setEnvironment(t: TestContext, variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env }
  t.after(() => {
    for (const name of Object.keys(variables)) delete process.env[name]
    Object.assign(process.env, before)
  })
  Object.assign(process.env, variables)
}

test('keys that a store does not know, or that do not fit, are told and not repeated', options, async (t) => {
  const wrong = [
    { variable: 'AWS_ACCESS_KEY_ID', says: /does not know this access key\. Check AWS_ACCESS_KEY_ID/ },
    { variable: 'AWS_SECRET_ACCESS_KEY', says: /secret key does not fit.*Check AWS_SECRET_ACCESS_KEY/ },
  ]
  for (const { variable, says } of wrong) {
    const right = process.env[variable] ?? ''
    const { lake } = await start(t)
    process.env[variable] = 'wrong-hunter2'
    t.after(() => {
      process.env[variable] = right
    })
    const told = (error: Error) => {
      return error.name === 'ConfigError' && says.test(error.message) && !error.message.includes('hunter2')
    }
    await assert.rejects(lake.list(''), told)
    await assert.rejects(lake.read('a'), told)
    process.env[variable] = right
  }
})

test(
  'a bucket that is gone in the middle of a night is named, whatever is asked of it',
  options,
  async (t) => {
    const { lake, logs, bucket, onDisk, folder } = await start(t)
    await lake.publish('a', 'x')
    await rm(onDisk, { recursive: true })
    const name = `s3://${bucket}/a.jsonl`
    for (const attempt of [
      () => lake.read('a'),
      () => lake.list(''),
      () => lake.publish('b', 'x'),
      () => logs.list(name),
      () => logs.stage(name, inFolder(folder)),
    ])
      await assert.rejects(attempt(), {
        name: 'ConfigError',
        message: new RegExp(`in the bucket ${bucket} at http.*: there is no such bucket`),
      })
  },
)

test('a listing of 2,500 keys is whole and in order', options, async (t) => {
  const { lake, onDisk } = await start(t)
  await mkdir(join(onDisk, 'lake/many'), { recursive: true })
  const names = Array.from({ length: 2_500 }, (_, i) => `k${String(i).padStart(4, '0')}`)
  for (const name of names) await writeFile(join(onDisk, 'lake/many', name), '')
  assert.deepEqual(
    await lake.list('many'),
    names.map((name) => `many/${name}`),
  )
})

test('an object of no bytes is one', options, async (t) => {
  const { lake, logs, bucket, folder } = await start(t)
  assert.equal(await lake.publish('empty', ''), 'created')
  assert.equal((await lake.read('empty'))?.byteLength, 0)
  assert.equal((await stat(await lake.localPath('empty'))).size, 0)
  const name = `s3://${bucket}/lake/empty`
  const staged = await logs.stage(name, inFolder(folder))
  assert.deepEqual([staged.file.bytes, (await stat(staged.path)).size], [0, 0])
})

test('keys may hold spaces, signs and letters of all scripts', options, async (t) => {
  const { logs, bucket, connect, folder } = await start(t)
  const { client, sdk } = await connect()
  const keys = ['a b', 'a+b', 'a%20b', 'a%2Fb', '100%', 'ü/日本 語', "q'&=;,#x", 'e\u0301'].map(
    (key) => `${key}.jsonl`,
  )
  for (const Key of keys) await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key, Body: Key }))
  const listed = (await logs.list(`s3://${bucket}/**`)).map(({ name }) => name)
  assert.deepEqual(listed, keys.map((key) => `s3://${bucket}/${key}`).sort())
  for (const key of keys) {
    const { path } = await logs.stage(`s3://${bucket}/${key}`, inFolder(folder))
    assert.equal(await readFile(path, 'utf8'), key)
  }
})

test('a read that comes no further is given up when it is called off', options, async (t) => {
  const { folder } = await start(t)
  const stalls: Answering = (_, response) => response.writeHead(200, { 'content-length': 10 }).write('half')
  const logs = createS3Logs(await startStandIn(t, stalls))
  const night = new AbortController()
  const staged = logs.stage('s3://logs/a.jsonl', inFolder(folder, night.signal))
  setTimeout(() => night.abort(), 50)
  await assert.rejects(staged, { name: 'AbortError' })
})

test(
  'an endpoint that stands in the profile alone is used with the bucket in the path',
  options,
  async (t) => {
    const { folder, bucket } = await start(t)
    const file = join(folder, 'config')
    const keys = 'aws_access_key_id = test-access\naws_secret_access_key = test-secret'
    await writeFile(file, `[profile own]\nendpoint_url = ${server!.endpoint}\n${keys}\n`)
    setEnvironment(t, { AWS_PROFILE: 'own', AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: '/dev/null' })
    for (const name of Object.keys(server!.environment)) delete process.env[name]
    const cacheFolder = join(folder, 'other cache')
    const lake = createS3Lake({
      address: { bucket, key: 'lake' },
      connect: connectS3(process.env),
      cacheFolder,
    })
    assert.equal(await lake.publish('a', 'x'), 'created')
    assert.equal(String(Buffer.from((await lake.read('a')) ?? '')), 'x')
  },
)
