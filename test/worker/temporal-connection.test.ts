import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineSearchAttributeKey } from '@temporalio/common'
import { ConfigError } from '../../suite/config/errors.ts'
import { connectTemporal } from '../../worker/temporal-connection.ts'
import { hasServer, hasTemporal, projectFolder } from './dev-server-support.ts'

const log = () => undefined
const suite = defineSearchAttributeKey('NightdriftSuite', 'KEYWORD')
const unset = { TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '', TEMPORAL_API_KEY: '', TEMPORAL_TLS: '' }

function settings(folder: string, own: Record<string, string> = {}) {
  return { ...process.env, ...unset, TEMPORAL_CONFIG_FILE: join(folder, 'temporal.toml'), ...own }
}

test('a workflow and its history survive a restart of the embedded server, for 30 days', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = projectFolder(t)
  const options = { projectFolder: folder, log, env: settings(folder) }
  {
    await using temporal = await connectTemporal(options)
    assert.equal(temporal.embedded, true)
    const searchAttributes = [{ key: suite, value: 'bot' }]
    const handle = await temporal.client.workflow.start('nightly', {
      workflowId: 'bot/2026-11-22',
      taskQueue: 'nobody',
      typedSearchAttributes: searchAttributes,
    })
    await handle.terminate('the test is over')
  }
  assert.equal(hasServer(folder), false)
  await using temporal = await connectTemporal(options)
  const handle = temporal.client.workflow.getHandle('bot/2026-11-22')
  const description = await handle.describe()
  assert.equal(description.status.name, 'TERMINATED')
  assert.equal(description.typedSearchAttributes.get(suite), 'bot')
  assert.ok(((await handle.fetchHistory()).events?.length ?? 0) >= 2)
  const { config } = await temporal.connection.workflowService.describeNamespace({ namespace: 'default' })
  assert.equal(config?.workflowExecutionRetentionTtl?.seconds?.toNumber(), 30 * 24 * 3600)
})

test('a configured address is used as it is, with its namespace, and no server is started', async (t) => {
  if (!(await hasTemporal(t))) return
  const [served, folder] = [projectFolder(t), projectFolder(t)]
  await using server = await connectTemporal({ projectFolder: served, log, env: settings(served) })
  const profile = `[profile.default]\naddress = "${server.address}"\n`
  writeFileSync(join(folder, 'temporal.toml'), profile)
  await using temporal = await connectTemporal({ projectFolder: folder, log, env: settings(folder) })
  assert.deepEqual(
    [temporal.address, temporal.namespace, temporal.embedded, temporal.uiUrl],
    [server.address, 'default', false, null],
  )
  assert.equal(existsSync(join(folder, '.nightdrift')), false)
  assert.equal(await temporal.nativeConnection(), await temporal.nativeConnection())

  const elsewhere = settings(folder, { TEMPORAL_NAMESPACE: 'elsewhere' })
  await assert.rejects(connectTemporal({ projectFolder: folder, log, env: elsewhere }), {
    name: 'ConfigError',
    message: /has no namespace "elsewhere".*TEMPORAL_NAMESPACE/,
  })
})

test('a configured server that does not answer is named, with what to do', async (t) => {
  const folder = projectFolder(t)
  const env = settings(folder, { TEMPORAL_ADDRESS: '127.0.0.1:1' })
  await assert.rejects(
    connectTemporal({ projectFolder: folder, log, env }),
    /^Error: Cannot reach Temporal at "127\.0\.0\.1:1": .*TEMPORAL_ADDRESS/,
  )
  assert.equal(existsSync(join(folder, '.nightdrift')), false)
})

test('an API key without an address is refused rather than dropped', async (t) => {
  const folder = projectFolder(t)
  const env = settings(folder, { TEMPORAL_API_KEY: 'secret-key' })
  await assert.rejects(connectTemporal({ projectFolder: folder, log, env }), (error: Error) => {
    assert.ok(error instanceof ConfigError)
    assert.match(error.message, /no address.*TEMPORAL_ADDRESS/)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
})

test('a settings file that cannot be read is refused without quoting it', async (t) => {
  const folder = projectFolder(t)
  writeFileSync(join(folder, 'temporal.toml'), '[profile.default]\napi_key = secret-key')
  await assert.rejects(
    connectTemporal({ projectFolder: folder, log, env: settings(folder) }),
    (error: Error) => {
      assert.ok(error instanceof ConfigError)
      assert.match(error.message, /^Cannot read Temporal's connection settings: .*TEMPORAL_CONFIG_FILE/)
      assert.doesNotMatch(error.message, /secret/)
      return true
    },
  )
})
