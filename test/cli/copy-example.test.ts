import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { copyExample } from '../../cli/copy-example.ts'

test('the example goes into a new or empty folder, and into an earlier copy of itself', async (t) => {
  const empty = await mkdtemp(join(tmpdir(), 'nightdrift-example-'))
  t.after(() => rm(empty, { recursive: true, force: true }))
  for (const folder of [empty, empty, join(empty, 'deep', 'new')]) {
    assert.equal(await copyExample(folder), folder)
    assert.ok(existsSync(join(folder, 'cases.jsonl')))
  }
})

test('no file of a project is overwritten', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-example-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'nightdrift.config.ts'), 'mine')
  await assert.rejects(
    copyExample(folder),
    /it holds other files, which might be overwritten\. Give --folder/,
  )
  await assert.rejects(copyExample(join(folder, 'nightdrift.config.ts')), /it is no folder to write to/)
  assert.equal(await readFile(join(folder, 'nightdrift.config.ts'), 'utf8'), 'mine')
  assert.ok(!existsSync(join(folder, 'cases.jsonl')))
})
