import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { loadConfig } from '../../worker/load-config.ts'
import { createProjectSource } from '../../worker/project-source.ts'
import { configText, userProject } from './user-project.ts'

async function follow(t: TestContext, text = configText()) {
  const project = await userProject(t, {
    'nightdrift.config.ts': text,
    'outputs.jsonl': '{"id":"a","output":"b"}\n',
  })
  const loaded = await loadConfig(project.config)
  return { ...project, loaded, source: createProjectSource(loaded, {}) }
}

test('as long as no file changes, everybody works with the same ports', async (t) => {
  const { source, loaded } = await follow(t)
  const ports = await source.current()
  assert.equal(ports.project.configDigest, loaded.digest)
  assert.equal(ports.project.fault, null)
  assert.equal(await source.current(), ports)
  assert.equal(await source.pinned(loaded.digest), ports)
})

test('an edited config is picked up, and nights of the one before keep theirs', async (t) => {
  const { source, loaded, write } = await follow(t)
  const before = await source.current()
  await write('nightdrift.config.ts', configText('alarmsPerYear: 52'))
  const after = await source.current()
  assert.equal(after.project.config.alarmsPerYear, 52)
  assert.notEqual(after.project.configDigest, loaded.digest)
  assert.equal(await source.pinned(loaded.digest), before)
  assert.equal(await source.pinned(after.project.configDigest), after)
})

test('a worker that was started after the edit refuses a night of the config before', async (t) => {
  const { source, loaded } = await follow(t)
  await source.current()
  await assert.rejects(source.pinned('0123456789abcdef'), {
    name: 'Error',
    message: `Cannot work on a night of config 0123456789abcdef: this worker holds ${loaded.digest} (${loaded.path}). Give all workers the same config, or start the night again.`,
  })
})

test('a worker that sees the edit late takes the task of the new config', async (t) => {
  const { source, config, write } = await follow(t)
  await source.current()
  await write('nightdrift.config.ts', configText('alarmsPerYear: 52'))
  const { digest } = await loadConfig(config)
  assert.equal((await source.pinned(digest)).project.config.alarmsPerYear, 52)
})

test('a config that broke leaves the last good one, with what is wrong, until it is mended', async (t) => {
  const { source, loaded, write } = await follow(t)
  const good = await source.current()
  await write('nightdrift.config.ts', configText('alarmsPerYears: 52'))
  const broken = await source.current()
  assert.equal(broken.project.configDigest, loaded.digest)
  assert.match(broken.project.fault ?? '', /`alarmsPerYears` is not a known key/)
  assert.equal(broken.lake, good.lake)
  assert.equal((await source.pinned(loaded.digest)).project.fault, null)
  await write('nightdrift.config.ts', configText())
  assert.equal((await source.current()).project.fault, null)
})

test('the last good config is the one that was read last, not the first', async (t) => {
  const { source, write } = await follow(t)
  await write('nightdrift.config.ts', configText('alarmsPerYear: 52'))
  const edited = await source.current()
  await write('nightdrift.config.ts', 'export default {')
  const broken = await source.current()
  assert.notEqual(broken.project.fault, null)
  assert.equal(broken.project.configDigest, edited.project.configDigest)
})

test('a recording or a config that is gone is told, with the last good one at hand', async (t) => {
  const { source, folder, config } = await follow(t)
  await source.current()
  await rm(join(folder, 'outputs.jsonl'))
  assert.match((await source.current()).project.fault ?? '', /Cannot read .*outputs\.jsonl/)
  await rm(config)
  assert.match((await source.current()).project.fault ?? '', /Cannot read .*nightdrift\.config\.ts/)
})

test('a config that is read but cannot be used here leaves the last good one', async (t) => {
  const { source, loaded, write } = await follow(t)
  await source.current()
  await write('nightdrift.config.ts', configText("lake: 'gs://bucket/lake'"))
  for (let time = 1; time <= 2; time += 1) {
    const ports = await source.current()
    assert.equal(ports.project.configDigest, loaded.digest)
    assert.match(ports.project.fault ?? '', /expected a local folder or `s3:/)
  }
})

test('a missing token costs the stage that needs it, not the night', async (t) => {
  const { source } = await follow(t, configText("issues: github({ repo: 'acme/bot' })"))
  const ports = await source.current()
  await assert.rejects(ports.tracker(), {
    name: 'ConfigError',
    message: /the environment has no GITHUB_TOKEN/,
  })
  assert.ok(await ports.mailer())
})

test('many activities that look at the same moment get one config', async (t) => {
  const { source, write } = await follow(t)
  await write('nightdrift.config.ts', configText('alarmsPerYear: 52'))
  const all = await Promise.all(Array.from({ length: 8 }, () => source.current()))
  assert.equal(new Set(all.map(({ project }) => project.configDigest)).size, 1)
  assert.equal(new Set(all).size, 1)
})
