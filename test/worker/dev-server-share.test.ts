import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { isAlive, markOf, stopProcess } from '../../adapters/process-mark.ts'
import { obtainTemporalBinary } from '../../worker/dev-server/obtain-binary.ts'
import { answers } from '../../worker/dev-server/ports.ts'
import { readServerState, type ServerState, serverFiles } from '../../worker/dev-server/server-files.ts'
import { startServer } from '../../worker/dev-server/server-process.ts'
import {
  eventually,
  hasServer,
  hasTemporal,
  projectFolder,
  projectWithOwnPorts,
  startUser,
} from './dev-server-support.ts'

function stateOf(folder: string): ServerState {
  const state = readServerState(serverFiles(folder))
  assert.ok(state, 'a server is known')
  return state
}

async function assertGone({ server, supervisor, port, uiPort }: ServerState): Promise<void> {
  assert.equal(isAlive(server), false, 'the server process is gone')
  assert.deepEqual([await answers(port), await answers(uiPort)], [false, false], 'its ports are closed')
  await eventually('the supervisor has ended', () => !isAlive(supervisor))
}

/** Changes a database and closes it: an open one would keep the server from its lock. */
function runOn(database: string, sql: string): void {
  using own = new DatabaseSync(database)
  own.exec(sql)
}

test('two commands that start at the same instant share one server, gone when the last has ended', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const [first, second] = await Promise.all([startUser(t, folder), startUser(t, folder)])
  const state = stateOf(folder)
  assert.equal(first.address, second.address)
  assert.equal(first.uiUrl, `http://127.0.0.1:${state.uiPort}`)
  assert.equal((await fetch(first.uiUrl)).status, 200)

  await first.end()
  assert.ok(isAlive(state.server), 'the second still uses it')
  await second.end()
  assert.equal(hasServer(folder), false)
  await assertGone(state)
})

test('the server of a killed command stops by itself', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const user = await startUser(t, folder)
  const state = stateOf(folder)
  user.child.kill('SIGKILL')
  await eventually('the server is gone', () => !hasServer(folder))
  await assertGone(state)
})

test('a server whose supervisor was killed is taken over by the next command, not doubled', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const first = await startUser(t, folder)
  const before = stateOf(folder)
  process.kill(before.supervisor.pid, 'SIGKILL')
  await eventually('the supervisor is gone', () => !isAlive(before.supervisor))

  const second = await startUser(t, folder)
  const after = stateOf(folder)
  assert.deepEqual(after.server, before.server)
  assert.notDeepEqual(after.supervisor, before.supervisor)
  await Promise.all([first.end(), second.end()])
  assert.equal(hasServer(folder), false)
  await assertGone(after)
})

test('the last command stops a server that has lost its supervisor', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const user = await startUser(t, folder)
  const state = stateOf(folder)
  process.kill(state.supervisor.pid, 'SIGKILL')
  await user.end()
  assert.equal(hasServer(folder), false)
  await assertGone(state)
})

test('a server that dies under its users comes back on the same ports', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const user = await startUser(t, folder)
  const before = stateOf(folder)
  process.kill(before.server.pid, 'SIGKILL')
  await eventually('another server runs', () => {
    const now = readServerState(serverFiles(folder))
    return now !== null && now.server.pid !== before.server.pid
  })
  const after = stateOf(folder)
  await eventually('it answers', () => answers(after.port))
  assert.deepEqual([after.port, after.uiPort], [before.port, before.uiPort])
  await user.end()
  await assertGone(after)
})

test('a server keeps its ports from one start to the next, and leaves them to whoever holds them', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const first = await startUser(t, folder)
  await first.end()
  const second = await startUser(t, folder)
  assert.deepEqual([second.address, second.uiUrl], [first.address, first.uiUrl])
  await second.end()

  const holder = createServer().listen({ host: '127.0.0.1', port: Number(first.address.split(':')[1]) })
  t.after(() => holder.close())
  const third = await startUser(t, folder)
  assert.notEqual(third.address, first.address)
  assert.equal(third.uiUrl, first.uiUrl)
  await third.end()
})

test('a state left from before a restart of the machine names no process of today', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const own = markOf(process.pid)
  assert.ok(own)
  const stale = { ...own, startedAt: 'another boot/1' }
  const left = { server: stale, supervisor: stale, port: 1, uiPort: 2 }
  writeFileSync(serverFiles(folder).state, JSON.stringify(left))
  const user = await startUser(t, folder)
  assert.notEqual(stateOf(folder).server.pid, process.pid)
  await user.end()
})

test('a server does not outlive the folder that it belongs to', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const user = await startUser(t, folder)
  const state = stateOf(folder)
  rmSync(join(folder, '.nightdrift'), { recursive: true })
  await eventually('the server is gone', () => !isAlive(state.server))
  await user.end()
  await assertGone(state)
})

test('a server that another container runs on the same database is named, not doubled', async (t) => {
  const files = serverFiles(projectFolder(t))
  using other = new DatabaseSync(files.database)
  other.exec(
    'PRAGMA journal_mode=wal; PRAGMA locking_mode=exclusive; BEGIN EXCLUSIVE; CREATE TABLE t (a); COMMIT',
  )
  await assert.rejects(
    startServer(files, 'not even looked at'),
    /another Temporal server, unknown to this folder, holds ".*temporal\.db".*TEMPORAL_ADDRESS/,
  )
  assert.equal(readServerState(files), null)
})

test('a server that panics at its start is started again, on an empty database', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const { path } = await obtainTemporalBinary({ env: process.env, log: (line) => t.diagnostic(line) })
  const [binary, ran] = [join(folder, 'temporal'), join(folder, 'ran')]
  const files = serverFiles(folder)
  const panic = `echo half > "${files.database}"; touch "${ran}"; echo "panic: no port"; echo "  main.go:18"; exit 2`
  writeFileSync(binary, `#!/bin/sh\nif [ -e "${ran}" ]; then exec "${path}" "$@"; else ${panic}; fi\n`, {
    mode: 0o755,
  })
  const state = await startServer(files, binary)
  t.after(() => stopProcess(state.server, 10_000))
  assert.ok(await answers(state.port))
})

test('a database whose first server was killed before it was ready is made anew, and only that', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = await projectWithOwnPorts(t)
  const files = serverFiles(folder)
  runOn(files.database, 'CREATE TABLE half (made)')
  const first = await startUser(t, folder)
  await first.end()
  runOn(files.database, 'CREATE TABLE kept (night)')

  const binary = join(folder, 'temporal')
  writeFileSync(binary, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  await assert.rejects(startServer(files, binary), /it said nothing/)
  const second = await startUser(t, folder)
  await second.end()
  using whole = new DatabaseSync(files.database)
  const tables = whole.prepare("SELECT name FROM sqlite_master WHERE name IN ('half', 'kept', 'executions')")
  assert.deepEqual(
    tables
      .all()
      .map(({ name }) => name)
      .sort(),
    ['executions', 'kept'],
  )
})

test('a server that keeps panicking says so in its own words, not with the last line of its stack', async (t) => {
  const folder = await projectWithOwnPorts(t)
  const binary = join(folder, 'temporal')
  writeFileSync(binary, '#!/bin/sh\necho "panic: no port"; echo "  main.go:18"; exit 2\n', { mode: 0o755 })
  await assert.rejects(startServer(serverFiles(folder), binary), /it said "panic: no port"/)
  assert.equal(hasServer(folder), false)
})

test('a server that cannot start says why and where its log is', async (t) => {
  const folder = await projectWithOwnPorts(t)
  const binary = join(folder, 'temporal')
  writeFileSync(binary, '#!/bin/sh\necho "no room on the device"; exit 1\n', { mode: 0o755 })
  const starting = startServer(serverFiles(folder), binary)
  await assert.rejects(starting, /it said "no room on the device".*temporal\.log/)
  assert.equal(hasServer(folder), false)
})
