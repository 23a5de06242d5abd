import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createLocalLogs } from '../../../adapters/logs/local-files.ts'
import { createS3Logs, literalStart } from '../../../adapters/logs/s3-objects.ts'
import { connectS3 } from '../../../adapters/s3/connection.ts'
import { needing, startS3Server } from '../s3/s3-server.ts'

const server = await startS3Server()
const options = needing(server)

const NAMES = [
  ...['5.jsonl', 'A.JSONL', 'a/1.jsonl', 'a/10.jsonl', 'a/.hidden.jsonl', 'a/.h/2.jsonl', '.x/4.jsonl'],
  ...[
    'a/b/3.jsonl',
    'a/b/3.jsonl.gz',
    'a/b/sp ace+.jsonl',
    'a/b/ü.jsonl',
    'q[r]/6.jsonl',
    'we[i]rd*{a}.jsonl',
  ],
  ...['logs/date=2026-11-21/x.jsonl', 'logs/date=2026-11-22/x.jsonl', 'logs/date=2026-12-01/x.jsonl'],
]

const PATTERNS = [
  ...['**', '**/*', '*', '*.jsonl', '**/*.jsonl', '**/*.jsonl.gz', 'a/**', 'a/**/*.jsonl', 'a/*/*.jsonl'],
  ...['a/b/?.jsonl', 'a/{1,b/3}.jsonl', 'a/b/[0-9].jsonl', 'a/b/[!0-9].jsonl', 'q[[]r]/*', 'a/**/b/*'],
  ...['a/b/@(3|x).jsonl', 'a/!(b)/*', '{1..5}.jsonl', 'a/.h/*', 'a/.*/*', '[[:digit:]].jsonl', '**/b/**'],
  ...['logs/date=2026-11-*/*.jsonl', 'logs/date=2026-1[12]-*/x.jsonl', 'we[i]rd*{a}.jsonl', '5.jsonl'],
  ...['a', 'a/', 'a/b/', 'absent/*.jsonl', 'A.jsonl', 'a/1', 'a\\/1.jsonl'],
]

async function start(t: TestContext) {
  const bucket = server!.makeBucket()
  const root = server!.folderOf(bucket)
  const work = await mkdtemp(join(tmpdir(), 'nightdrift-staged-'))
  t.after(() => rm(work, { recursive: true, force: true }))
  const put = async (name: string, content: string) => {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), content)
  }
  const into = { folder: work, signal: new AbortController().signal }
  return { bucket, root, put, into, logs: createS3Logs(connectS3(process.env)) }
}

async function send(bucket: string, Key: string, Body: string): Promise<void> {
  const { client, sdk } = await connectS3(process.env)()
  await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key, Body }))
}

test('a pattern finds in a bucket what it finds on a disk', options, async (t) => {
  const { bucket, root, put, logs } = await start(t)
  for (const name of NAMES) await put(name, name)
  const local = createLocalLogs(root)
  let found = 0
  for (const pattern of PATTERNS) {
    const onDisk = (await local.list(pattern)).map(({ name, bytes }) => ({ name, bytes }))
    const inBucket = (await logs.list(`s3://${bucket}/${pattern}`)).map(({ name, bytes }) => ({
      name: name.replace(`s3://${bucket}/`, ''),
      bytes,
    }))
    assert.deepEqual(inBucket, onDisk, pattern)
    found += onDisk.length
  }
  assert.ok(found > 60, `${found} files were found in all`)
})

test('only what begins as the pattern does is listed', () => {
  const starts = ['prod/2026-*/x.jsonl', 'a/{b,c}', 'a/[xy]', 'a/@(b)', 'a?', 'a/b.jsonl', '**', 'a(1)/x!/*']
  assert.deepEqual(starts.map(literalStart), [
    'prod/2026-',
    'a/',
    'a/',
    'a/',
    'a',
    'a/b.jsonl',
    '',
    'a(1)/x!/',
  ])
})

test('a listing of more than one page finds every log file', options, async (t) => {
  const { bucket, put, logs } = await start(t)
  for (let i = 0; i < 1_100; i += 1) await put(`many/${i}.jsonl`, '')
  assert.equal((await logs.list(`s3://${bucket}/many/*.jsonl`)).length, 1_100)
})

test('a log file is staged whole, with the version it had then', options, async (t) => {
  const { bucket, into, logs } = await start(t)
  await send(bucket, 'a.jsonl.gz', 'first')
  const [listed] = await logs.list(`s3://${bucket}/*`)
  assert.equal(listed?.bytes, 5)
  const staged = await logs.stage(listed!.name, into)
  assert.deepEqual(staged.file, listed)
  assert.match(staged.path, /\.jsonl\.gz$/)
  assert.equal(String(await readFile(staged.path)), 'first')
  await send(bucket, 'a.jsonl.gz', 'again')
  const { file } = await logs.stage(listed!.name, into)
  assert.notEqual(file.version, listed?.version)
  assert.equal(String(await readFile(staged.path)), 'again')
})

test(
  'an object that a store gives no ETag for has no version, so its content decides',
  options,
  async (t) => {
    const { bucket, put, into, logs } = await start(t)
    await put('a.jsonl', 'not written through the store')
    const [listed] = await logs.list(`s3://${bucket}/*`)
    assert.equal(listed?.version, null)
    assert.deepEqual((await logs.stage(listed.name, into)).file, listed)
  },
)

test('a log file that is gone since it was listed is named', options, async (t) => {
  const { bucket, into, logs } = await start(t)
  await assert.rejects(logs.stage(`s3://${bucket}/a.jsonl`, into), {
    name: 'Error',
    message:
      /^Cannot read the log file s3:\/\/.*\/a\.jsonl: it was there when the night listed it, and is gone now/,
  })
})

test('a stage that is called off ends with the reason', options, async (t) => {
  const { bucket, into, logs } = await start(t)
  await send(bucket, 'a.jsonl', 'x')
  await assert.rejects(logs.stage(`s3://${bucket}/a.jsonl`, { ...into, signal: AbortSignal.abort() }), {
    name: 'AbortError',
  })
})

test('a name that is no bucket is refused', options, async (t) => {
  const { logs } = await start(t)
  for (const pattern of ['s3://', 's3:///a/*.jsonl', 's3://UPPER/a', 's3://lo*gs/a.jsonl'])
    await assert.rejects(logs.list(pattern), { name: 'ConfigError', message: /is no name of a bucket/ })
})

test('credentials in an address are refused, and not repeated', options, async (t) => {
  const { logs } = await start(t)
  await assert.rejects(logs.list('s3://access:secret@acme-logs/a.jsonl'), (error: Error) => {
    assert.match(error.message, /"s3:\/\/…@acme-logs\/a\.jsonl": "…@acme-logs" is no name of a bucket/)
    return true
  })
})
