import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { simpleParser } from 'mailparser'
import type { NightManifest } from '../../activities/night-manifest.ts'
import { openDatabase } from '../../queries/database.ts'
import { loadConfig } from '../../worker/load-config.ts'
import { createProjectSource } from '../../worker/project-source.ts'
import { registerActivities } from '../../worker/register-activities.ts'
import { userProject } from '../worker/user-project.ts'
import { historyText } from './history-file.ts'
import { NIGHT, startOrJoin } from './start-night.ts'
import { needing, startTestServer } from './temporal-server.ts'

const database = mkdtempSync(join(tmpdir(), 'nightdrift-private-'))
after(() => rmSync(database, { recursive: true, force: true }))

const server = await startTestServer(['--db-filename', join(database, 'temporal.db')])

/** One word for each place of a log in which somebody's words may stand. */
const SAID = ['input', 'message', 'output', 'error', 'tag', 'broken', 'unread', 'unknown'].map(
  (place) => `quokka${place}said`,
)

const CONFIG = `import { contains, defineConfig, jsonl, replay } from 'nightdrift'
export default defineConfig({
  name: 'private',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
  traffic: [jsonl('logs/*.jsonl')],
  lake: 'lake',
  storeText: false,
})
`

const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')

/** A suite about refunds, and traffic that asks for something else, fails, and is broken here and there. */
function makeProject(t: TestContext) {
  const [input, message, output, error, tag, broken, unread, unknown] = SAID
  const cases = Array.from({ length: 60 }, (_, i) => ({
    id: `c${i}`,
    input: `Refund ${i}?`,
    expected: 'yes',
    tags: { intent: 'refund' },
  }))
  const requests = Array.from({ length: 200 }, (_, i) => ({
    timestamp: `${NIGHT}T08:${String(i % 60).padStart(2, '0')}:00Z`,
    input: i % 2 === 0 ? `Where is my ${input} ${i}?` : [{ role: 'user', content: `${message} ${i}?` }],
    ...{ output: `It is ${output}.`, model: 'm', latency_ms: 100 + i },
    error: i % 3 === 0 ? `BadRequestError: cannot answer "${error} ${i}"` : null,
    tags: {
      intent: 'find',
      question: `Where is my ${tag} that I left at the station yesterday at noon, ${i}?`,
    },
    prompt: unknown,
  }))
  const log = [lines(requests), `{"input": "${broken}`, lines([{ ...requests[0], latency_ms: unread }])]
  return userProject(t, {
    'nightdrift.config.ts': CONFIG,
    'cases.jsonl': lines(cases),
    'outputs.jsonl': lines(cases.map(({ id }) => ({ id, output: 'yes' }))),
    'logs/a.jsonl': log.join('\n'),
  })
}

/** Every file below a folder, hidden ones too. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
}

/** What a file says: its bytes and, where they are packed or encoded, what they hold. */
async function textsOf(path: string, folder: string): Promise<string[]> {
  const bytes = readFileSync(path, 'latin1')
  if (path.endsWith('.eml')) {
    const { subject, text, html } = await simpleParser(readFileSync(path))
    return [bytes, subject ?? '', text ?? '', html || '']
  }
  if (!path.endsWith('.parquet')) return [bytes]
  await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
  const sql = `SELECT CAST(row AS VARCHAR) AS text FROM read_parquet('${path}', hive_partitioning = false) AS row`
  const rows = await db.rows({ name: 'all of a file', sql })
  return [bytes, ...rows.map(({ text }) => String(text))]
}

function saidIn(texts: readonly string[]): string[] {
  const said = texts.join('\n').toLowerCase()
  return SAID.filter((word) => said.includes(word))
}

test('a night that stores no text leaves no word of the traffic anywhere', needing(server), async (t) => {
  const project = await makeProject(t)
  const source = createProjectSource(await loadConfig(project.config), { XDG_CACHE_HOME: project.folder })
  server!.act('private', registerActivities(source))
  const handle = await startOrJoin(server!, 'private')
  const { outcome } = await handle.result()
  assert.equal(outcome, 'complete')

  const lake = join(project.folder, 'lake')
  const folder = join(lake, 'private/nights', NIGHT, 'r1')
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as NightManifest
  assert.ok(manifest.findings.some(({ check }) => check === 'tags.intent'))
  const files = filesIn(lake)
  for (const name of ['traffic/date=', 'samples/date=', 'quarantine/', '/issues/', '/outbox/', 'report.html'])
    assert.ok(
      files.some((path) => path.includes(name)),
      name,
    )
  for (const path of files)
    assert.deepEqual(saidIn(await textsOf(path, project.folder)), [], path.slice(lake.length))
  assert.deepEqual(readdirSync(join(lake, 'private/.tmp')), [])

  const { client } = server!
  const histories: string[] = []
  for await (const { workflowId } of client.workflow.list())
    histories.push(await historyText(client.workflow.getHandle(workflowId)))
  assert.ok(histories.length >= 3)
  assert.deepEqual(saidIn(histories), [], 'histories')
  assert.notDeepEqual(filesIn(database), [])
  for (const path of filesIn(database)) assert.deepEqual(saidIn([readFileSync(path, 'latin1')]), [], path)
})
