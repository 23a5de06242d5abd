import assert from 'node:assert/strict'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Lake } from '../../../activities/ports.ts'

/** A lake with nothing in it. */
export interface LakeUnderTest {
  readonly lake: Lake
  /** Whether nothing at all was written into its store. */
  readonly isUntouched: () => Promise<boolean>
}

const HOSTILE = [
  ...['', '..', '../a', 'a/../../b', '/etc/passwd', 'a//b', 'a/', './a', 'a\0b', 'a\\..\\b', '.tmp/x'],
  ...['line\nbreak', 'x'.repeat(256), '\ud800'],
]

const PROMISES: Readonly<Record<string, (under: LakeUnderTest) => Promise<void>>> = {
  'what was published is read back, and an absent key is null': async ({ lake }) => {
    assert.equal(await lake.read('nights/a.json'), null)
    assert.equal(await lake.publish('nights/a.json', '{"ä":1}'), 'created')
    assert.equal(await textOf(lake, 'nights/a.json'), '{"ä":1}')
    assert.equal(await lake.publish('nights/empty', ''), 'created')
    assert.equal(await textOf(lake, 'nights/empty'), '')
  },

  'a key that is taken is never overwritten': async ({ lake }) => {
    await lake.publish('a', 'first')
    assert.equal(await lake.publish('a', 'second'), 'existed')
    assert.equal(await textOf(lake, 'a'), 'first')
  },

  'of many concurrent publishers exactly one creates, and its content stays whole': async ({ lake }) => {
    const contents = Array.from({ length: 40 }, (_, i) => String(i).padStart(2, '0').repeat(50_000))
    const outcomes = await Promise.all(contents.map((content) => lake.publish('deep/folder/one', content)))
    assert.equal(outcomes.filter((outcome) => outcome === 'created').length, 1)
    assert.equal(await textOf(lake, 'deep/folder/one'), contents[outcomes.indexOf('created')])
  },

  'a reader beside a publisher sees all of a file or none of it': async ({ lake }) => {
    const content = 'whole'.repeat(200_000)
    let done = false
    const publishing = lake.publish('k', content).finally(() => {
      done = true
    })
    while (!done) {
      const seen = await textOf(lake, 'k')
      assert.ok(seen === null || seen === content, 'a part was read')
    }
    assert.equal(await publishing, 'created')
    assert.equal(await textOf(lake, 'k'), content)
  },

  'keys that could leave the lake, or that no store could hold, are refused by name': async ({
    lake,
    isUntouched,
  }) => {
    for (const key of HOSTILE) {
      await assert.rejects(lake.publish(key, 'x'), /Cannot use .* as a place in the lake/)
      await assert.rejects(lake.read(key), /Cannot use/)
      await assert.rejects(lake.localPath(key), /Cannot use/)
      assert.throws(() => lake.address(key), { name: 'ConfigError' })
    }
    assert.ok(await isUntouched())
  },

  'list is recursive, in code-point order, and empty for a folder that is not there': async ({ lake }) => {
    const keys = ['n/b', 'n/a/z', 'n/a-1', 'n/\u{1F600}', 'n/\uFF5E', 'n/1 + 1 & <more>', 'other', 'nn']
    for (const key of keys) await lake.publish(key, '')
    const sorted = ['n/1 + 1 & <more>', 'n/a-1', 'n/a/z', 'n/b', 'n/\uFF5E', 'n/\u{1F600}']
    assert.deepEqual(await lake.list('n'), sorted)
    assert.deepEqual(await lake.list('n/'), sorted)
    assert.equal((await lake.list('')).length, keys.length)
    assert.deepEqual(await lake.list('absent'), [])
    assert.deepEqual(await lake.list('other'), [])
  },

  'a finished file is moved into the lake, and is gone also when the key existed': async ({ lake }) => {
    const work = await lake.temporaryFolder()
    for (const [name, outcome] of [
      ['one', 'created'],
      ['two', 'existed'],
    ] as const) {
      await writeFile(join(work, name), name)
      assert.equal(await lake.publishFile('results/part-0.parquet', join(work, name)), outcome)
    }
    assert.deepEqual(await readdir(work), [])
    await rm(work, { recursive: true })
    assert.equal(String(await readFile(await lake.localPath('results/part-0.parquet'))), 'one')
    assert.equal(await textOf(lake, 'results/part-0.parquet'), 'one')
    await assert.rejects(lake.publishFile('x', join(work, 'absent')), /Cannot publish `x`: the finished file/)
  },

  'a local path holds the content under the name of its key, and names a key that is missing': async ({
    lake,
  }) => {
    await lake.publish('nights/n/report.html', 'page')
    const paths = await Promise.all([1, 2, 3].map(() => lake.localPath('nights/n/report.html')))
    assert.equal(new Set(paths).size, 1)
    assert.match(paths[0] ?? '', /report\.html$/)
    assert.equal(String(await readFile(paths[0] ?? '')), 'page')
    await assert.rejects(lake.localPath('nights/n/manifest.json'), /Cannot find `nights\/n\/manifest.json`/)
  },

  'unfinished files are neither listed nor shared': async ({ lake }) => {
    const [one, two] = [await lake.temporaryFolder(), await lake.temporaryFolder()]
    assert.notEqual(one, two)
    await writeFile(join(one, 'half.parquet'), 'PAR')
    assert.deepEqual(await lake.list(''), [])
    for (const folder of [one, two]) await rm(folder, { recursive: true })
  },
}

async function textOf(lake: Lake, key: string): Promise<string | null> {
  const bytes = await lake.read(key)
  return bytes && new TextDecoder().decode(bytes)
}

/** What every lake promises to the activities, as tests named after it. `start` makes a fresh one. */
export function lakeContract(
  name: string,
  start: (t: TestContext) => Promise<LakeUnderTest>,
  options: { readonly skip?: string | false; readonly timeout?: number } = {},
): void {
  for (const [behaviour, check] of Object.entries(PROMISES))
    test(`${name}: ${behaviour}`, options, async (t) => check(await start(t)))
}
