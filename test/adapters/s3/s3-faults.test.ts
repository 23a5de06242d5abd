import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type ConnectS3, connectS3 } from '../../../adapters/s3/connection.ts'
import { PART_BYTES } from '../../../adapters/s3/create-if-absent.ts'
import { createS3Lake } from '../../../adapters/stores/s3-lake.ts'
import { needing, startS3Server } from './s3-server.ts'
import { type Answering, forward, refusal, startStandIn } from './s3-stand-in.ts'

const server = await startS3Server()
const options = needing(server)

/** A lake in a bucket, at the given store; stands-in take any name. */
async function lakeAt(t: TestContext, connect: ConnectS3, bucket = 'acme-evals') {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'nightdrift-faults-'))
  t.after(() => rm(cacheFolder, { recursive: true, force: true }))
  return createS3Lake({ address: { bucket, key: 'lake' }, connect, cacheFolder })
}

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'test-access', AWS_SECRET_ACCESS_KEY: 'test-secret' }

/** This process's environment for one test. */
function withEnvironment(t: TestContext, variables: Readonly<Record<string, string | undefined>>): void {
  const before = { ...process.env }
  t.after(() => {
    for (const name of Object.keys(variables)) delete process.env[name]
    Object.assign(process.env, before)
  })
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

const REFUSALS = [
  { status: 404, code: 'NoSuchBucket', name: 'ConfigError', says: /there is no such bucket\. Make it/ },
  {
    status: 403,
    code: 'AccessDenied',
    name: 'ConfigError',
    says: /access is denied\. Give these credentials/,
  },
  { status: 403, code: 'InvalidAccessKeyId', name: 'ConfigError', says: /does not know this access key/ },
  { status: 403, code: 'SignatureDoesNotMatch', name: 'ConfigError', says: /secret key does not fit/ },
  { status: 400, code: 'ExpiredToken', name: 'Error', says: /the credentials have expired\. Renew them/ },
  { status: 418, code: 'Teapot', name: 'Error', says: /the store answered Teapot/ },
]

for (const { status, code, name, says } of REFUSALS) {
  test(`what a store refuses as ${code} is told in words, and nothing that it quotes`, async (t) => {
    withEnvironment(t, CREDENTIALS)
    const lake = await lakeAt(t, await startStandIn(t, refusal(status, code)))
    for (const attempt of [() => lake.read('a'), () => lake.list(''), () => lake.publish('a', 'x')])
      await assert.rejects(attempt(), (error: Error) => {
        assert.equal(error.name, name)
        assert.match(error.message, /^Cannot \w+ .* in the bucket acme-evals at http:\/\/127/)
        assert.match(error.message, says)
        assert.doesNotMatch(error.message, /stranger/)
        return true
      })
  })
}

test('who is not known is told so when an object is looked for, though an answer to HEAD cannot say it', async (t) => {
  withEnvironment(t, CREDENTIALS)
  const path = async (code: string) =>
    (await lakeAt(t, await startStandIn(t, refusal(404, code)))).localPath('a')
  await assert.rejects(path('XAdminUserNotFound'), {
    name: 'ConfigError',
    message: /does not know this access key/,
  })
  await assert.rejects(path('NoSuchKey'), { name: 'Error', message: /^Cannot find `a` in the lake/ })
})

test('an answer without a body is told by its status', async (t) => {
  withEnvironment(t, CREDENTIALS)
  const forbid: Answering = (_, response) => response.writeHead(403).end()
  const lake = await lakeAt(t, await startStandIn(t, forbid))
  await assert.rejects(lake.localPath('a'), { name: 'ConfigError', message: /access is denied/ })
})

test('an endpoint at which nothing listens is named, and may be tried again', async (t) => {
  withEnvironment(t, CREDENTIALS)
  const lake = await lakeAt(t, connectS3({ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' }))
  await assert.rejects(lake.read('a'), {
    name: 'Error',
    message: /at http:\/\/127\.0\.0\.1:1: nothing listens there\. Check the endpoint\./,
  })
})

test('an endpoint that is no URL is refused, without a word of what it holds', async (t) => {
  const lake = await lakeAt(t, connectS3({ AWS_ENDPOINT_URL_S3: 'user:secret@localhost:9000' }))
  await assert.rejects(lake.read('a'), (error: Error) => {
    assert.equal(error.name, 'ConfigError')
    assert.match(error.message, /it is no http or https URL/)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
})

test('without credentials the error says which variables to set', async (t) => {
  const nowhere = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_PROFILE: undefined }
  withEnvironment(t, { ...none, ...nowhere, AWS_EC2_METADATA_DISABLED: 'true' })
  const lake = await lakeAt(t, await startStandIn(t, refusal(500, 'InternalError')))
  await assert.rejects(lake.read('a'), {
    name: 'ConfigError',
    message: /no credentials\. Set AWS_ACCESS_KEY_ID/,
  })
})

test('without an endpoint and a region the error says which variable to set', async (t) => {
  const nowhere = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
  withEnvironment(t, { ...CREDENTIALS, ...nowhere, AWS_REGION: undefined, AWS_ENDPOINT_URL_S3: undefined })
  const lake = await lakeAt(t, connectS3({}))
  await assert.rejects(lake.read('a'), {
    name: 'ConfigError',
    message: /at AWS: no region is set\. Set AWS_REGION\./,
  })
})

const UNCONDITIONAL: Readonly<Record<string, Answering>> = {
  'replaces objects in spite of the condition': (incoming, response) => {
    incoming.resume().on('end', () => response.writeHead(200, { etag: '"e"' }).end())
  },
  'does not know the condition': refusal(501, 'NotImplemented'),
  'keeps the condition of whole objects but not of those in parts': (incoming, response) => {
    incoming.resume().on('end', () => {
      const url = incoming.url ?? ''
      if (incoming.method === 'PUT' && !url.includes('partNumber')) return response.writeHead(412).end()
      const part = url.includes('uploads')
        ? '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>'
        : '<CompleteMultipartUploadResult/>'
      return response.writeHead(200, { etag: '"e"', 'content-type': 'application/xml' }).end(part)
    })
  },
}

for (const [what, answer] of Object.entries(UNCONDITIONAL)) {
  test(`a store that ${what} is refused before anything is written`, async (t) => {
    withEnvironment(t, CREDENTIALS)
    const written: string[] = []
    const noting: Answering = (incoming, response) => {
      written.push(incoming.url ?? '')
      answer(incoming, response)
    }
    const lake = await lakeAt(t, await startStandIn(t, noting))
    await assert.rejects(lake.publish('nights/a.json', 'x'), {
      name: 'ConfigError',
      message: /its store does not keep the condition `If-None-Match: \*`/,
    })
    await assert.rejects(lake.refuseUnwritable(), { name: 'ConfigError' })
    assert.ok(written.every((url) => url.includes('.nightdrift/probe')))
  })
}

test('a write that meets another one of its key is made again', options, async (t) => {
  const bucket = server!.makeBucket()
  const real = forward(server!.endpoint, () => false)
  let writes = 0
  const answer: Answering = (incoming, response) => {
    if (incoming.url?.includes('/nights/') && incoming.method === 'PUT') writes += 1
    const meetsAnother = writes === 1 || writes === 2
    return meetsAnother
      ? refusal(409, 'ConditionalRequestConflict')(incoming, response)
      : real(incoming, response)
  }
  const lake = await lakeAt(t, await startStandIn(t, answer), bucket)
  assert.equal(await lake.publish('nights/a.json', 'x'), 'created')
  assert.equal(writes, 3)
})

test('a publish whose answer is lost is asked again, and what was published stays', options, async (t) => {
  const bucket = server!.makeBucket()
  let lost = 0
  const loses = forward(server!.endpoint, ({ method, url }) => {
    const isLost = method === 'PUT' && url?.includes('/nights/') === true && lost === 0
    if (isLost) lost += 1
    return isLost
  })
  const lake = await lakeAt(t, await startStandIn(t, loses), bucket)
  assert.equal(await lake.publish('nights/a.json', 'mine'), 'existed')
  assert.equal(lost, 1)
  assert.equal(String(Buffer.from((await lake.read('nights/a.json')) ?? '')), 'mine')
})

for (const remembers of [true, false]) {
  const store = remembers ? 'remembers finished uploads' : 'forgets them'
  test(
    `a file in parts whose last answer is lost is published once, at a store that ${store}`,
    options,
    async (t) => {
      const bucket = server!.makeBucket()
      let joined = 0
      const isJoin = ({ method, url }: IncomingMessage) =>
        method === 'POST' && /large\?uploadId/.test(url ?? '')
      const real = forward(server!.endpoint, (incoming) => isJoin(incoming) && joined === 1)
      const answer: Answering = (incoming, response) => {
        if (isJoin(incoming)) joined += 1
        const isForgotten = !remembers && isJoin(incoming) && joined > 1
        return isForgotten ? refusal(404, 'NoSuchUpload')(incoming, response) : real(incoming, response)
      }
      const lake = await lakeAt(t, await startStandIn(t, answer), bucket)
      const path = join(await lake.temporaryFolder(), 'large')
      await writeFile(path, Buffer.alloc(PART_BYTES + 1, 7))
      await lake.publishFile('large', path)
      assert.ok(joined > 1)
      assert.equal((await lake.read('large'))?.byteLength, PART_BYTES + 1)
      assert.equal(await lake.publish('large', 'other'), 'existed')
    },
  )
}

test('an object that comes in part is no copy', options, async (t) => {
  const bucket = server!.makeBucket()
  const whole = await lakeAt(t, connectS3(process.env), bucket)
  await whole.publish('a', 'x'.repeat(100_000))
  const cut: Answering = (incoming, response) => {
    if (incoming.method === 'HEAD')
      return response.writeHead(200, { etag: '"e"', 'content-length': 10 }).end()
    response.writeHead(200, { etag: '"e"', 'content-length': 10 }).write('half')
    return setTimeout(() => incoming.socket.destroy(), 20)
  }
  const lake = await lakeAt(t, await startStandIn(t, cut), bucket)
  await assert.rejects(lake.localPath('a'), /Cannot read `lake\/a` in the bucket/)
})
