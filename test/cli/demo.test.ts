import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { NightManifest } from '../../activities/night-manifest.ts'
import { hasTemporal } from '../worker/dev-server-support.ts'

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

test('the demo names the three things that are wrong and nothing else, and leaves nothing running', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-demo-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'demo', '--folder', folder, '--json'])
  const manifest = JSON.parse(stdout) as NightManifest
  assert.equal(manifest.outcome, 'complete')
  const found = manifest.findings.map(({ check, direction }) => `${check} ${direction}`)
  assert.deepEqual(found.sort(), ['latency_ms up', 'quality.contains down', 'tags.intent changed'])
  const where = manifest.findings.flatMap((finding) => finding.where).join('\n')
  assert.match(where, /intent=refund: 45 of the 45 cases/)
  assert.match(where, /cargo_bike: 0\.0 % → 20/)
  const lake = join(folder, 'lake', 'bike-share')
  assert.equal(readdirSync(join(lake, 'issues')).filter((name) => name.endsWith('.md')).length, 3)
  assert.ok(manifest.report !== null && existsSync(manifest.report))
  assert.ok(manifest.deliveries.some(({ kind, where: place }) => kind === 'mail' && existsSync(place)))
  assert.deepEqual(
    readdirSync(join(folder, '.nightdrift')).filter((name) => name.includes('users')),
    [],
  )
})
