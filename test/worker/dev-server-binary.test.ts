import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { builtBinaryPath, downloadFolder, findTemporalBinary } from '../../worker/dev-server/find-binary.ts'
import { buildWithGo } from '../../worker/dev-server/go-build.ts'
import { lookForTemporalBinary } from '../../worker/dev-server/look-for-binary.ts'
import { type ObtainWay, obtainTemporalBinary } from '../../worker/dev-server/obtain-binary.ts'
import { projectFolder } from './dev-server-support.ts'

const silent = () => undefined
const noDownload: ObtainWay = {
  place: 'a download',
  source: 'download',
  obtain: () => Promise.reject(new Error('no network\nand more lines')),
}
const build: ObtainWay = { place: 'a build', source: 'build', obtain: buildWithGo }

function script(path: string, body: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 })
}

function answering(version: string, server = '1.29.1'): string {
  return `echo "temporal version ${version} (Server ${server}, UI 2.42.1)"`
}

function emptyMachine(folder: string) {
  return { PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache'), HOME: folder }
}

test('PATH comes before the cache, and the cache before a download', async (t) => {
  const folder = projectFolder(t)
  const env = emptyMachine(folder)
  script(join(downloadFolder(env), 'temporal-sdk-typescript-1.24.0'), answering('3'))
  assert.equal((await findTemporalBinary(env)).found?.source, 'download')
  script(builtBinaryPath(env), answering('2'))
  assert.equal((await findTemporalBinary(env)).found?.source, 'cache')
  script(join(folder, 'bin', 'temporal'), answering('1'))
  assert.deepEqual((await findTemporalBinary(env)).found, {
    path: join(folder, 'bin', 'temporal'),
    version: 'temporal version 1 (Server 1.29.1, UI 2.42.1)',
    source: 'PATH',
  })
})

test('a binary that is broken, too old or something else is passed over with the reason', async (t) => {
  const folder = projectFolder(t)
  const env = emptyMachine(folder)
  script(join(folder, 'bin', 'temporal'), 'exit 3')
  script(builtBinaryPath(env), answering('0.9', '1.20.0'))
  script(join(downloadFolder(env), 'temporal-sdk-typescript-1.24.0'), 'echo a calendar')
  const { found, tried } = await findTemporalBinary(env)
  assert.equal(found, null)
  const problems = tried.map(({ problem }) => problem)
  assert.match(problems[0] ?? '', /failed/)
  assert.match(problems[1] ?? '', /holds server 1\.20, expected 1\.25 or newer/)
  assert.match(problems[2] ?? '', /does not answer as Temporal's CLI does/)
})

test('looking installs nothing and makes no folder', async (t) => {
  const folder = projectFolder(t)
  const { found, tried } = await findTemporalBinary(emptyMachine(folder))
  assert.equal(found, null)
  assert.deepEqual([...new Set(tried.map(({ problem }) => problem))], ['not there'])
  assert.deepEqual(readdirSync(folder), [])
  await assert.rejects(
    lookForTemporalBinary(emptyMachine(folder)),
    /^Error: Cannot find a Temporal CLI .*TEMPORAL_ADDRESS/,
  )
})

test('when none can be had, one error lists what was tried, why it failed and what to do', async (t) => {
  const env = emptyMachine(projectFolder(t))
  const obtaining = obtainTemporalBinary({ env, log: silent }, [noDownload, build])
  await assert.rejects(obtaining, ({ message }: Error) => {
    const lines = message.split('\n')
    assert.match(lines[0] ?? '', /^Cannot start the embedded Temporal server/)
    assert.deepEqual(lines.slice(1, -1), [
      '  - `temporal` on PATH: not there',
      `  - the cache (${builtBinaryPath(env)}): not there`,
      `  - the SDK's downloads (${downloadFolder(env)}): not there`,
      '  - a download: no network',
      '  - a build: `go` is not on PATH',
    ])
    assert.match(lines.at(-1) ?? '', /Install the Temporal CLI .* or Go .*TEMPORAL_ADDRESS/)
    return true
  })
})

test('without a download it is built with Go into the cache, once for two commands at once', async (t) => {
  const folder = projectFolder(t)
  const env = { ...emptyMachine(folder), BUILDS: join(folder, 'builds') }
  const body = answering('built').replaceAll('"', '\\"')
  script(
    join(folder, 'bin', 'go'),
    `/bin/echo "$@" >> "$BUILDS"\n/bin/sleep 0.3\nprintf '#!/bin/sh\\n${body.replaceAll('\\"', '"')}\\n' > "$GOBIN/temporal"\n/bin/chmod +x "$GOBIN/temporal"`,
  )
  const lines: string[] = []
  const context = { env, log: (line: string) => lines.push(line) }
  const both = await Promise.all([1, 2].map(() => obtainTemporalBinary(context, [noDownload, build])))
  assert.deepEqual(
    both.map(({ path }) => path),
    [builtBinaryPath(env), builtBinaryPath(env)],
  )
  assert.equal(readFileSync(env.BUILDS, 'utf8'), 'install github.com/temporalio/cli/cmd/temporal@v1.5.1\n')
  assert.match(lines.join('\n'), /about 3 minutes, once/)
  assert.deepEqual(readdirSync(dirname(builtBinaryPath(env))).sort(), ['lock', 'temporal'])
})

test('a build that fails gives the last line it wrote and leaves nothing behind', async (t) => {
  const folder = projectFolder(t)
  const env = emptyMachine(folder)
  script(join(folder, 'bin', 'go'), 'echo "downloading" >&2; echo "dial tcp: no route to host" >&2; exit 1')
  await assert.rejects(buildWithGo({ env, log: silent }), /^Error: dial tcp: no route to host$/)
  assert.equal(existsSync(builtBinaryPath(env)), false)
  assert.deepEqual(readdirSync(dirname(builtBinaryPath(env))), ['lock'])
})

test('a build that is called off ends at once and leaves nothing behind', async (t) => {
  const folder = projectFolder(t)
  const env = emptyMachine(folder)
  script(join(folder, 'bin', 'go'), 'exec /bin/sleep 60')
  const controller = new AbortController()
  const log = () => controller.abort(new Error('called off'))
  const obtaining = obtainTemporalBinary({ env, log, signal: controller.signal }, [build])
  await assert.rejects(obtaining, /^Error: called off$/)
  assert.deepEqual(readdirSync(dirname(builtBinaryPath(env))), ['lock'])
})
