import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { connectS3 } from '../../../adapters/s3/connection.ts'
import { createLocalLake } from '../../../adapters/stores/local-lake.ts'
import { createS3Lake } from '../../../adapters/stores/s3-lake.ts'

async function freshFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-working-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A process that works in a folder of the lake and is then killed; gives the folder, with what it left. */
async function startWork(t: TestContext, folder: string) {
  const source = new URL('../../../adapters/stores/local-lake.ts', import.meta.url).href
  const program = `import { writeFileSync } from 'node:fs'
    const { createLocalLake } = await import(${JSON.stringify(source)})
    const work = await createLocalLake(${JSON.stringify(folder)}).temporaryFolder()
    writeFileSync(work + '/staged.parquet', 'ada@example.org')
    console.log(work)
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program])
  t.after(() => child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  return {
    work: String(said).trim(),
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

test('what a killed process left is removed; what living ones work on stays', async (t) => {
  const folder = await freshFolder(t)
  const lake = createLocalLake(folder)
  const own = await lake.temporaryFolder()
  const [killed, living] = await Promise.all([startWork(t, folder), startWork(t, folder)])
  await lake.removeAbandoned()
  assert.deepEqual([own, killed.work, living.work].map(existsSync), [true, true, true])
  await killed.kill()
  await lake.removeAbandoned()
  assert.deepEqual([own, killed.work, living.work].map(existsSync), [true, false, true])
})

test('an owner whose pid was given to another process is gone', async (t) => {
  const lake = createLocalLake(await freshFolder(t))
  const work = await lake.temporaryFolder()
  const earlier = join(dirname(work), basename(work).replace(/-[\da-f]{8}-([^-]*)$/, '-00000000-$1'))
  await rename(work, earlier)
  await lake.removeAbandoned()
  assert.equal(existsSync(earlier), false)
})

test('what another machine works on, or an unknown owner, stays for two days', async (t) => {
  const folder = await freshFolder(t)
  const temporary = join(folder, '.tmp')
  await mkdir(join(temporary, 'work-00000000-1-00000000-abc'), { recursive: true })
  await mkdir(join(temporary, 'work-abc'))
  await writeFile(join(temporary, '.1.part'), '')
  const lake = createLocalLake(folder)
  await lake.removeAbandoned()
  assert.equal((await readdir(temporary)).length, 3)
  const longAgo = new Date(Date.now() - 3 * 24 * 3_600_000)
  for (const name of await readdir(temporary)) await utimes(join(temporary, name), longAgo, longAgo)
  await lake.removeAbandoned()
  assert.deepEqual(await readdir(temporary), [])
})

test('the working folders of a lake in a bucket are cleared too, and none need be there', async (t) => {
  const cacheFolder = await freshFolder(t)
  const lake = createS3Lake({ address: { bucket: 'b', key: '' }, connect: connectS3({}), cacheFolder })
  await lake.removeAbandoned()
  const work = await lake.temporaryFolder()
  const ofGone = join(dirname(work), basename(work).replace(/-[\da-f]{8}-([^-]*)$/, '-00000000-$1'))
  await mkdir(ofGone)
  await lake.removeAbandoned()
  assert.deepEqual([work, ofGone].map(existsSync), [true, false])
})
