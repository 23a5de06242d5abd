import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { writingTo } from '../../../adapters/stores/lake-error.ts'
import { createLocalLake } from '../../../adapters/stores/local-lake.ts'
import { lakeContract } from './lake-contract.ts'

async function freshFolder(t: { after(callback: () => Promise<void>): void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-lake-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

lakeContract('local lake', async (t) => {
  const folder = await freshFolder(t)
  return {
    lake: createLocalLake(join(folder, 'made', 'when-needed')),
    isUntouched: async () => (await readdir(folder)).length === 0,
  }
})

test('a folder is no file, and nothing is below a file', async (t) => {
  const lake = createLocalLake(await freshFolder(t))
  await lake.publish('nights/a.json', '')
  assert.equal(await lake.read('nights'), null)
  assert.equal(await lake.read('nights/a.json/below-a-file'), null)
  assert.deepEqual(await lake.list('nights/a.json'), [])
})

test('processes that publish the same key agree on one creator', async (t) => {
  const folder = await freshFolder(t)
  const source = new URL('../../../adapters/stores/local-lake.ts', import.meta.url).href
  const program = `const { createLocalLake } = await import(${JSON.stringify(source)})
    const lake = createLocalLake(${JSON.stringify(folder)})
    for (let i = 0; i < 50; i++) console.log(i, await lake.publish('k/' + i, String(process.pid)))`
  const run = () =>
    promisify(execFile)(process.execPath, ['--no-warnings', '--input-type=module', '-e', program])
  const outputs = await Promise.all([run(), run(), run()])
  const created = outputs.flatMap(({ stdout }) => stdout.match(/^\d+ created$/gm) ?? [])
  assert.equal(created.length, 50)
  assert.equal(new Set(created).size, 50)
})

test('what a crash left behind is neither listed nor read', async (t) => {
  const folder = await freshFolder(t)
  const lake = createLocalLake(folder)
  await writeFile(join(await lake.temporaryFolder(), 'half.parquet'), 'PAR')
  await mkdir(join(folder, 'nights'))
  await writeFile(join(folder, 'nights', '.half.part'), 'x')
  assert.deepEqual(await lake.list(''), [])
  await assert.rejects(lake.read('nights/.half.part'), /starts with a dot/)
})

test('publishing leaves no temporary file, whether it created or not', async (t) => {
  const folder = await freshFolder(t)
  const lake = createLocalLake(folder)
  await lake.publish('a', 'x')
  await lake.publish('a', 'y')
  assert.deepEqual(await readdir(join(folder, '.tmp')), [])
})

test('a finished file from another filesystem is copied, then published whole', async (t) => {
  const elsewhere = await mkdtemp('/dev/shm/nightdrift-').catch(() => null)
  if (elsewhere === null) return t.skip('there is no second filesystem at /dev/shm')
  t.after(() => rm(elsewhere, { recursive: true, force: true }))
  const lake = createLocalLake(await freshFolder(t))
  await writeFile(join(elsewhere, 'part'), 'content')
  assert.equal(await lake.publishFile('a/part', join(elsewhere, 'part')), 'created')
  assert.equal(String(await readFile(lake.address('a/part'))), 'content')
  assert.deepEqual(await readdir(elsewhere), [])
})

test('a folder that stands where a key should go is an error, not "existed"', async (t) => {
  const lake = createLocalLake(await freshFolder(t))
  await lake.publish('a/b', 'x')
  await assert.rejects(lake.publish('a', 'x'), /a folder of that name is there/)
})

test('a folder linked into the lake is listed like any other', async (t) => {
  const folder = await freshFolder(t)
  const lake = createLocalLake(join(folder, 'lake'))
  await mkdir(join(folder, 'disk'))
  await writeFile(join(folder, 'disk', 'x.parquet'), '')
  await lake.publish('a', '')
  await symlink(join(folder, 'disk'), join(folder, 'lake', 'traffic'))
  assert.deepEqual(await lake.list('traffic'), ['traffic/x.parquet'])
})

test('localPath names the key that is missing, and addresses are absolute', async (t) => {
  const lake = createLocalLake(await freshFolder(t))
  await assert.rejects(lake.localPath('nights/n/manifest.json'), /Cannot find `nights\/n\/manifest.json`/)
  assert.ok(isAbsolute(lake.address('report.html')))
  assert.ok(isAbsolute(createLocalLake('relative').location))
})

test('a lake that cannot be written to says so, whichever way it is written', async (t) => {
  const folder = await freshFolder(t)
  await writeFile(join(folder, 'file'), '')
  const lake = createLocalLake(join(folder, 'file', 'suite'))
  await writeFile(join(folder, 'finished'), '')
  const refused =
    /^Error: Cannot write to the lake at .*suite: a file, or a link that leads nowhere, stands where a folder must be; move it away/
  await assert.rejects(lake.publish('a', ''), refused)
  await assert.rejects(lake.publishFile('a', join(folder, 'finished')), refused)
  await assert.rejects(lake.temporaryFolder(), refused)
})

test('what the system says of a full or a locked disk is put into words', async () => {
  const fail = (code: string) => () => Promise.reject(Object.assign(new Error('raw'), { code }))
  await assert.rejects(writingTo('/lake', fail('ENOSPC')), /the lake at \/lake: its disk is full; make room/)
  await assert.rejects(writingTo('/lake', fail('EACCES')), /this user may not write there/)
  await assert.rejects(writingTo('/lake', fail('EROFS')), /its disk is read-only/)
  await assert.rejects(writingTo('/lake', fail('EIO')), /^Error: raw$/)
})
