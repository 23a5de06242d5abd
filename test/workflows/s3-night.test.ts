import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { NightManifest } from '../../activities/night-manifest.ts'
import { connectS3 } from '../../adapters/s3/connection.ts'
import { needing as needingS3, type S3Server, startS3Server } from '../adapters/s3/s3-server.ts'
import { runCommand, startCommand } from './command.ts'
import { needing, startTestServer } from './temporal-server.ts'

const server = await startTestServer()
const s3 = await startS3Server()
const options = server === null ? needing(server) : needingS3(s3)

const NIGHT = '2024-05-05'

/** A suite about refunds whose traffic, in a bucket, asks for something else. */
async function makeProject(t: TestContext, { makeBucket, folderOf }: S3Server) {
  const folder = mkdtempSync(join(tmpdir(), 'nightdrift-s3-night-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const cases = Array.from({ length: 60 }, (_, i) => ({
    id: `c${i}`,
    input: `Refund ${i}?`,
    expected: 'yes',
  }))
  const write = (name: string, rows: readonly object[]) =>
    writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  write(
    'cases.jsonl',
    cases.map((item) => ({ ...item, tags: { intent: 'refund' } })),
  )
  write(
    'outputs.jsonl',
    cases.map(({ id }) => ({ id, output: 'yes' })),
  )
  const [lake, logs] = [makeBucket(), makeBucket()]
  const { client, sdk } = await connectS3(process.env)()
  for (const hour of ['08', '09']) {
    const object = { Bucket: logs, Key: `prod/${NIGHT}/${hour}.jsonl.gz`, Body: gzipSync(requestsOf(hour)) }
    await client.send(new sdk.PutObjectCommand(object))
  }
  writeFileSync(
    join(folder, 'nightdrift.config.ts'),
    `import { contains, defineConfig, jsonl, replay } from 'nightdrift'
export default defineConfig({
  name: 'refunds',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
  traffic: [jsonl('s3://${logs}/prod/**/*.jsonl.gz')],
  lake: 's3://${lake}/nightdrift',
})
`,
  )
  return {
    folder,
    suite: join(folderOf(lake), 'nightdrift/refunds'),
    address: `s3://${lake}/nightdrift/refunds`,
  }
}

function requestsOf(hour: string): string {
  const requests = Array.from({ length: 150 }, (_, i) => ({
    ...{ timestamp: `${NIGHT}T${hour}:${String(i % 60).padStart(2, '0')}:00Z`, id: `${hour}-${i}` },
    ...{ input: `Where is ${i}?`, output: 'There.', model: 'm', latency_ms: 100 + i },
    tags: { intent: 'find' },
  }))
  return requests.map((request) => JSON.stringify(request)).join('\n')
}

test(
  'a whole night runs on a lake and on logs in buckets, and can be read from anywhere',
  options,
  async (t) => {
    const { folder, suite, address } = await makeProject(t, s3!)
    const cache = { XDG_CACHE_HOME: join(folder, 'cache') }
    const at = { folder, address: server!.address, env: cache }
    const diagnosis = await runCommand(t, ['doctor', '--json'], at)
    const { checks } = JSON.parse(diagnosis.stdout) as {
      checks: { name: string; ok: boolean; detail: string }[]
    }
    const detailOf = (name: string) => checks.find((check) => check.name === name)?.detail
    assert.equal(detailOf('lake'), address)
    assert.equal(detailOf('traffic'), '2 log files')

    const worker = startCommand(t, ['worker'], at)
    await worker.said('Working on')
    const { code, stdout, stderr } = await runCommand(t, ['night', NIGHT, '--json'], at)
    assert.equal(code, 0, stderr)
    const manifest = JSON.parse(stdout) as NightManifest
    assert.equal(manifest.outcome, 'complete', manifest.missing.join(' '))
    assert.ok(manifest.findings.some((finding) => finding.check === 'tags.intent'))
    assert.equal(manifest.report, `${address}/nights/${NIGHT}/r1/report.html`)
    const opened = manifest.deliveries.filter((delivery) => delivery.action === 'opened')
    assert.deepEqual(
      readdirSync(join(suite, 'issues')).map((name) => `${address}/issues/${name}`),
      opened.map((delivery) => delivery.where).sort(),
    )
    assert.equal(opened.length, manifest.findings.length)
    assert.deepEqual(readdirSync(join(suite, 'outbox')), [`refunds.${NIGHT}.r1.eml`])

    assert.equal(readdirSync(join(suite, 'traffic/seen')).length, 2)

    const elsewhere = { ...at, env: { XDG_CACHE_HOME: join(folder, 'another machine') } }
    const page = await runCommand(t, ['report', NIGHT, '--no-open'], elsewhere)
    assert.equal(page.code, 0, page.stderr)
    assert.match(readFileSync(page.stdout.trim(), 'utf8'), /<html[\s\S]*intent/)
    worker.child.kill('SIGTERM')
    assert.equal((await worker.ended).code, 0)
  },
)
