import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

test('doctor counts the cases and the log files that a night would read', async (t) => {
  const folder = await project(t, "traffic: [jsonl('logs/*.jsonl')],")
  await mkdir(join(folder, 'logs'))
  for (const day of [21, 22]) await writeFile(join(folder, `logs/2026-11-${day}.jsonl`), '')
  const checks = await diagnose(folder)
  assert.deepEqual(checks.get('dataset'), { name: 'dataset', ok: true, detail: '1 case' })
  assert.deepEqual(checks.get('traffic'), { name: 'traffic', ok: true, detail: '2 log files' })
})

test('doctor names the pattern that no log file matches', async (t) => {
  const traffic = (await diagnose(await project(t, "traffic: [jsonl('logs/*.jsonl')],"))).get('traffic')
  assert.equal(traffic?.ok, false)
  assert.match(traffic?.detail ?? '', /^no file matches "logs\/\*\.jsonl" in /)
})

test('doctor takes a suite without traffic as it is', async (t) => {
  const traffic = (await diagnose(await project(t, ''))).get('traffic')
  assert.deepEqual(traffic, {
    name: 'traffic',
    ok: true,
    detail: 'not configured, so nights look at the suite only',
  })
})

test('doctor sees that a file stands in the place of the lake', async (t) => {
  const folder = await project(t, '')
  assert.equal((await diagnose(folder)).get('lake')?.ok, true)
  await writeFile(join(folder, 'lake'), '')
  const lake = (await diagnose(folder)).get('lake')
  assert.equal(lake?.ok, false)
  assert.match(lake?.detail ?? '', /^Cannot make the lake .*: .*\/lake is a file\. Move it away/)
})

test('doctor sees that a configured Temporal server does not answer', async (t) => {
  const checks = await diagnose(await project(t, ''), { TEMPORAL_ADDRESS: '127.0.0.1:1' })
  assert.equal(checks.get('Temporal')?.ok, false)
  assert.match(checks.get('Temporal')?.detail ?? '', /^Cannot reach Temporal at "127\.0\.0\.1:1"/)
})

async function project(t: TestContext, traffic: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-doctor-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'cases.jsonl'), '{"id": "a", "input": "1+1?", "expected": "2"}\n')
  await writeFile(join(folder, 'outputs.jsonl'), '{"id": "a", "output": "2"}\n')
  await writeFile(
    join(folder, 'nightdrift.config.ts'),
    `import { contains, defineConfig, jsonl, replay } from 'nightdrift'
export default defineConfig({
  name: 'sums',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
  ${traffic}
})
`,
  )
  return folder
}

async function diagnose(folder: string, settings: NodeJS.ProcessEnv = {}): Promise<Map<string, Check>> {
  const { stdout } = spawnSync(process.execPath, [MAIN, 'doctor', '--json'], {
    cwd: folder,
    env: { ...process.env, ...settings },
    encoding: 'utf8',
  })
  const { checks } = JSON.parse(stdout) as { checks: Check[] }
  return new Map(checks.map((check) => [check.name, check]))
}
