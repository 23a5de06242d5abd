import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { connectS3 } from '../../../adapters/s3/connection.ts'
import { PART_BYTES } from '../../../adapters/s3/create-if-absent.ts'
import { createS3Lake } from '../../../adapters/stores/s3-lake.ts'
import { needing, startS3Server } from '../s3/s3-server.ts'
import { lakeContract } from './lake-contract.ts'

const server = await startS3Server()
const options = needing(server)

async function cacheFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-s3-cache-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A lake in a bucket of its own, and the folder on the server's disk that the bucket is. */
async function start(t: TestContext, key = 'team/lake/') {
  const bucket = server!.makeBucket()
  const cache = await cacheFolder(t)
  const connect = connectS3(process.env)
  const open = (folder = cache) => createS3Lake({ address: { bucket, key }, connect, cacheFolder: folder })
  return { lake: open(), open, bucket, cache, folder: server!.folderOf(bucket) }
}

lakeContract(
  'S3 lake',
  async (t) => {
    const { lake, folder } = await start(t)
    return { lake, isUntouched: async () => (await readdir(folder)).length === 0 }
  },
  options,
)

test('an S3 lake is shown by its address, also where it is a whole bucket', options, async (t) => {
  const { lake, bucket } = await start(t)
  assert.equal(lake.location, `s3://${bucket}/team/lake`)
  assert.equal(lake.address('a/b'), `s3://${bucket}/team/lake/a/b`)
  const whole = await start(t, '')
  assert.equal(whole.lake.location, `s3://${whole.bucket}`)
  await whole.lake.publish('a', 'x')
  assert.deepEqual(await whole.lake.list(''), ['a'])
})

test(
  'what others left in the bucket is no key: folder marks, hidden names, other prefixes',
  options,
  async (t) => {
    const { lake, bucket } = await start(t)
    const { client, sdk } = await connectS3(process.env)()
    for (const Key of [
      'team/lake/',
      'team/lake/folder/',
      'team/lake/.hidden/x',
      'team/lakeside',
      'team/lake/x',
    ])
      await client.send(
        new sdk.PutObjectCommand({ Bucket: bucket, Key, Body: Key.endsWith('/') ? Buffer.alloc(0) : 'x' }),
      )
    assert.deepEqual(await lake.list(''), ['x'])
  },
)

test('a file in parts is published once, whole, and in little memory', options, async (t) => {
  const { lake } = await start(t)
  const work = await lake.temporaryFolder()
  const names = ['one', 'two', 'three']
  for (const [i, name] of names.entries())
    await writeFile(join(work, name), Buffer.alloc(PART_BYTES * 2 + 5, i))
  const outcomes = await Promise.all(names.map((name) => lake.publishFile('large', join(work, name))))
  assert.equal(outcomes.filter((outcome) => outcome === 'created').length, 1)
  const content = await lake.read('large')
  assert.equal(content?.byteLength, PART_BYTES * 2 + 5)
  assert.ok(content.every((byte) => byte === outcomes.indexOf('created')))
  await writeFile(join(work, 'late'), Buffer.alloc(PART_BYTES + 1))
  assert.equal(await lake.publishFile('large', join(work, 'late')), 'existed')
  assert.deepEqual(await readdir(work), [])
})

test('processes that publish the same key agree on one creator', options, async (t) => {
  const { bucket, cache } = await start(t)
  const url = (path: string) => JSON.stringify(new URL(`../../../adapters/${path}`, import.meta.url).href)
  const program = `const { createS3Lake } = await import(${url('stores/s3-lake.ts')})
    const { connectS3 } = await import(${url('s3/connection.ts')})
    const address = { bucket: ${JSON.stringify(bucket)}, key: 'l' }
    const lake = createS3Lake({ address, connect: connectS3(process.env), cacheFolder: ${JSON.stringify(cache)} })
    for (let i = 0; i < 20; i++) console.log(i, await lake.publish('k/' + i, String(process.pid)))`
  const run = () =>
    promisify(execFile)(process.execPath, ['--no-warnings', '--input-type=module', '-e', program])
  const outputs = await Promise.all([run(), run()])
  const created = outputs.flatMap(({ stdout }) => stdout.match(/^\d+ created$/gm) ?? [])
  assert.equal(created.length, 20)
  assert.equal(new Set(created).size, 20)
})

test('an object is fetched once into a cache that only this user may read', options, async (t) => {
  const { lake, open, folder, cache } = await start(t)
  await lake.publish('a/b.txt', 'content')
  const path = await lake.localPath('a/b.txt')
  assert.equal(statSync(dirname(path)).mode & 0o077, 0)
  await writeFile(path, 'the copy')
  assert.equal(String(await readFile(await open().localPath('a/b.txt'))), 'the copy')
  await rm(join(folder, 'team/lake/a/b.txt'))
  await lake.publish('a/b.txt', 'of a lake that was made anew')
  assert.equal(String(await readFile(await open().localPath('a/b.txt'))), 'of a lake that was made anew')
  assert.deepEqual(await readdir(join(cache, '.tmp')), [])
})

test('copies that nobody used for long are removed', options, async (t) => {
  const { lake, open } = await start(t)
  for (const key of ['old', 'young']) await lake.publish(key, key)
  const [old, young] = [await lake.localPath('old'), await lake.localPath('young')]
  const longAgo = new Date(Date.now() - 50 * 24 * 3_600_000)
  for (const path of [old, dirname(old), dirname(young)]) await utimes(path, longAgo, longAgo)
  await open().localPath('young')
  assert.deepEqual([existsSync(old), existsSync(young)], [false, true])
  assert.equal(String(await readFile(await lake.localPath('old'))), 'old')
})

test('a cache folder that cannot be made is named, with what to set', options, async (t) => {
  const { open, cache } = await start(t)
  await writeFile(join(cache, 'file'), '')
  const lake = open(join(cache, 'file', 'lake'))
  await lake.publish('a', 'x')
  for (const attempt of [() => lake.localPath('a'), () => lake.temporaryFolder()])
    await assert.rejects(
      attempt(),
      /Cannot keep local copies of the lake in .*: the system says ENOTDIR\..*XDG_CACHE_HOME/,
    )
})

test('a key that the prefix makes too long for any store is refused', options, async (t) => {
  const { lake } = await start(t, 'p'.repeat(800))
  await assert.rejects(lake.publish(`${'a'.repeat(200)}/${'b'.repeat(200)}`, ''), {
    name: 'ConfigError',
    message: /longer than 1024 bytes/,
  })
})
