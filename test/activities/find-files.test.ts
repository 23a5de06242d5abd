import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findFiles, whyUnreadable } from '../../activities/find-files.ts'
import { readDataset } from '../../activities/read-dataset.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { testPorts } from './ports.ts'

async function folderWith(t: TestContext, ...names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-files-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const name of names) await writeFile(join(folder, name), '{"input": "Hi"}\n')
  return folder
}

test('a pattern finds files in name order and leaves out folders', async (t) => {
  const folder = await folderWith(t, 'b.jsonl', 'a.jsonl', 'c.txt')
  await mkdir(join(folder, 'd.jsonl'))
  assert.deepEqual(await findFiles('*.jsonl', folder), ['a.jsonl', 'b.jsonl'])
  assert.deepEqual(await findFiles('d.jsonl', folder), [])
  assert.deepEqual(await findFiles('*.parquet', folder), [])
})

test('pipes and devices, which may never end, are left out', async (t) => {
  if (process.platform === 'win32') return t.skip('left out: no such devices on Windows')
  const folder = await folderWith(t, 'a.jsonl')
  await symlink('/dev/zero', join(folder, 'endless.jsonl'))
  assert.deepEqual(await findFiles('*.jsonl', folder), ['a.jsonl'])
  assert.deepEqual(await findFiles('endless.jsonl', folder), [])
})

test('a file whose name holds the signs of a pattern is found by its name', async (t) => {
  const folder = await folderWith(t, 'we[i]rd*{a}.jsonl')
  assert.deepEqual(await findFiles('we[i]rd*{a}.jsonl', folder), ['we[i]rd*{a}.jsonl'])
})

test('an absolute pattern finds files anywhere', async (t) => {
  const folder = await folderWith(t, 'a.jsonl')
  assert.deepEqual(await findFiles(`${folder}/*.jsonl`, tmpdir()), [join(folder, 'a.jsonl')])
  const { project } = await testPorts(t, { config: { dataset: `${folder}/*.jsonl` } })
  assert.equal((await readDataset(project)).length, 1)
})

test('a dataset that leads nowhere is an error that names it', async (t) => {
  const ports = await testPorts(t, { config: { dataset: '*.jsonl' } })
  await symlink('gone.jsonl', join(ports.folder, 'cases.jsonl'))
  await assert.rejects(readDataset(ports.project), (error) => {
    assert.ok(error instanceof ConfigError)
    return /^Cannot read the dataset file .*cases\.jsonl: there is no such file, or it is a link that leads nowhere/.test(
      error.message,
    )
  })
})

test('a dataset in another format is an error that says which one is read', async (t) => {
  const ports = await testPorts(t, { config: { dataset: 'cases.*' } })
  await writeFile(join(ports.folder, 'cases.csv'), 'id,input\n1,Hi\n')
  await assert.rejects(readDataset(ports.project), /cases\.csv: cases are read from plain JSON lines only/)
})

test('a dataset that is no UTF-8 text is an error', async (t) => {
  const ports = await testPorts(t, { config: { dataset: 'cases.jsonl' } })
  await writeFile(join(ports.folder, 'cases.jsonl'), '{"input":"caf\u00e9"}', 'latin1')
  await assert.rejects(readDataset(ports.project), /cases\.jsonl: it is not UTF-8 text\. Save it as UTF-8\./)
})

test('an id that stands in two files is an error that names both', async (t) => {
  const ports = await testPorts(t, { config: { dataset: '*.jsonl' } })
  for (const name of ['a.jsonl', 'b.jsonl'])
    await writeFile(join(ports.folder, name), '{"id":"x","input":"Hi"}\n')
  await assert.rejects(readDataset(ports.project), /the id "x" stands in a\.jsonl and in b\.jsonl/)
})

test('a dataset of very many cases is read', async (t) => {
  const ports = await testPorts(t, { config: { dataset: 'cases.jsonl' } })
  const lines = Array.from({ length: 150_000 }, (_, i) => `{"id":${i},"input":"Hi"}`)
  await writeFile(join(ports.folder, 'cases.jsonl'), lines.join('\n'))
  assert.equal((await readDataset(ports.project)).length, 150_000)
})

test('why a file cannot be read is said in words, or by its code', () => {
  const coded = (code: string) => Object.assign(new Error('secret words'), { code })
  assert.match(whyUnreadable(coded('EACCES')), /may not read it/)
  assert.equal(whyUnreadable(coded('EIO')), 'the system says EIO. Check the file and its disk.')
  assert.doesNotMatch(whyUnreadable(new Error('secret words')), /secret/)
})
