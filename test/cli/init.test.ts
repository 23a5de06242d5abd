import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { parse } from 'yaml'
import { evaluate } from '../../cli/eval.ts'
import { type InitOptions, init } from '../../cli/init.ts'
import { recorder } from './recorder.ts'

interface Told {
  readonly written: string[]
  readonly kept: string[]
  readonly ignored: string[]
  readonly notes: string[]
  readonly next: { readonly command: string }[]
}

async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nightdrift-init-')))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function initIn(folder: string, more: Partial<InitOptions> = {}) {
  const { terminal, documents, results } = recorder<Told>()
  assert.equal(await init({ folder, ci: 'github', ...more }, terminal), 0)
  return { told: documents[0]!, results }
}

const FILES = [
  'nightdrift.config.ts',
  'cases.jsonl',
  'justfile',
  '.github/actions/nightdrift/action.yml',
  '.github/workflows/nightdrift.yml',
  '.github/workflows/nightdrift-release.yml',
]

test('a new suite passes at once, without network, and the next three commands are told', async (t) => {
  const folder = await emptyFolder(t)
  await writeFile(join(folder, 'package.json'), '{"name":"@acme/support bot"}')
  const { told, results } = await initIn(folder)
  assert.deepEqual([told.written, told.kept], [FILES, []])
  assert.deepEqual(told.ignored, ['lake/', '.nightdrift/'])
  assert.match(told.notes.join(' '), /no Git repository yet.*npm install --save-dev nightdrift/)
  assert.deepEqual(
    told.next.map(({ command }) => /(?<=nightdrift -- )\w+/.exec(command)?.[0]),
    ['eval', 'diff', 'night'],
  )
  assert.equal(results.filter((line) => line.startsWith('wrote  ')).length, 6)
  const { terminal, documents } = recorder<{ scorers: { passed: number; n: number }[] }>()
  assert.equal(await evaluate({ config: folder, profile: 'smoke' }, terminal), 0)
  assert.deepEqual(
    documents[0]?.scorers.map(({ passed, n }) => [passed, n]),
    [[10, 10]],
  )
  assert.match(await readFile(join(folder, 'nightdrift.config.ts'), 'utf8'), /name: 'support-bot'/)
})

test('what is there stays, unless it is to be forced', async (t) => {
  const folder = await emptyFolder(t)
  const path = (name: string) => join(folder, name)
  await writeFile(path('nightdrift.config.ts'), 'mine')
  await writeFile(path('.gitignore'), 'node_modules\n/lake')
  const { told, results } = await initIn(folder)
  assert.deepEqual(told.kept, ['nightdrift.config.ts'])
  // Another config may take every file of cases.
  assert.ok(!told.written.includes('cases.jsonl'))
  assert.ok(results.includes('kept   nightdrift.config.ts, which was there (--force overwrites it)'))
  assert.equal(await readFile(path('nightdrift.config.ts'), 'utf8'), 'mine')
  assert.equal(await readFile(path('.gitignore'), 'utf8'), 'node_modules\n/lake\n.nightdrift/\n')
  const again = await initIn(folder)
  assert.deepEqual([again.told.written, again.told.ignored], [[], []])
  const forced = await initIn(folder, { force: true })
  assert.deepEqual(forced.told.written, FILES)
  assert.notEqual(await readFile(path('nightdrift.config.ts'), 'utf8'), 'mine')
})

test('a project inside a repository gets its workflows at the root, for its own branch', async (t) => {
  const root = await emptyFolder(t)
  execFileSync('git', ['-C', root, 'init', '--quiet', '--initial-branch', 'trunk/2'])
  const folder = join(root, 'apps', 'bot #1')
  await mkdir(folder, { recursive: true })
  const { told } = await initIn(folder)
  assert.ok(told.written.includes('../../.github/workflows/nightdrift.yml'))
  const workflow = parse(await readFile(join(root, '.github/workflows/nightdrift.yml'), 'utf8'))
  assert.equal(workflow.env.NIGHTDRIFT_FOLDER, 'apps/bot #1')
  assert.deepEqual(workflow.on.push.branches, ['trunk/2'])
  assert.match(await readFile(join(folder, 'justfile'), 'utf8'), /base="origin\/trunk\/2"/)
  assert.match(told.next[1]!.command, / --base trunk\/2 --threshold 0\.02 --config '.*\/apps\/bot #1'$/)
})

test('GitLab gets the same commands', async (t) => {
  const folder = await emptyFolder(t)
  const { told } = await initIn(folder, { ci: 'gitlab' })
  assert.deepEqual(told.written.at(-1), 'nightdrift.gitlab-ci.yml')
  const jobs = parse(await readFile(join(folder, 'nightdrift.gitlab-ci.yml'), 'utf8'), { merge: true })
  const scripts = (job: string) => jobs[job].script.join('\n')
  assert.match(
    scripts('nightdrift-merge-request'),
    /nightdrift diff --base="\$base" --threshold 0\.02 --confirm 5 /,
  )
  assert.match(scripts('nightdrift-base'), /nightdrift eval --profile pr$/)
  assert.match(
    scripts('nightdrift-release'),
    /nightdrift gate --profile release --tag="\$CI_COMMIT_TAG" --yes /,
  )
  assert.equal(jobs['nightdrift-merge-request'].cache.key, 'nightdrift-$CI_MERGE_REQUEST_DIFF_BASE_SHA')
  assert.equal(jobs['nightdrift-merge-request'].cache.paths.length, 4)
})

test('a folder that cannot be written to is named', async (t) => {
  const folder = await emptyFolder(t)
  await writeFile(join(folder, '.github'), 'a file')
  await assert.rejects(initIn(folder), /^Error: Cannot write .*action\.yml: .* Mend that and run init again/)
})
