import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createGitRepository } from '../../../adapters/git/repository.ts'

/** A repository of one commit, tagged v1, whose project is in `bot/`. */
async function project(t: TestContext) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'nightdrift-git-')))
  t.after(() => rm(root, { recursive: true, force: true }))
  const folder = join(root, 'bot')
  await mkdir(folder)
  await writeFile(join(folder, 'prompt.md'), 'Be brief.')
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], {
      encoding: 'utf8',
    })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '-m', 'one')
  git('tag', 'v1')
  return {
    root,
    folder,
    git,
    repository: createGitRepository({ folder, apart: ['lake', 's3://bucket/lake', '/elsewhere/lake'] }),
  }
}

test('a commit is clean until a file changes; what nightdrift writes itself does not count', async (t) => {
  const { folder, git, repository } = await project(t)
  const sha = git('rev-parse', 'HEAD').trim()
  assert.deepEqual(await repository.head(), { sha, dirty: false })
  await mkdir(join(folder, 'lake'))
  await writeFile(join(folder, 'lake', 'run.json'), '{}')
  assert.deepEqual(await repository.head(), { sha, dirty: false })
  await writeFile(join(folder, 'prompt.md'), 'Be very brief.')
  assert.deepEqual(await repository.head(), { sha, dirty: true })
})

test('a ref means a commit or nothing, and is never taken for an option', async (t) => {
  const { git, repository } = await project(t)
  assert.equal(await repository.resolve('v1'), git('rev-parse', 'HEAD').trim())
  assert.equal(await repository.resolve('v2'), null)
  assert.equal(await repository.resolve('--all'), null)
  assert.equal(await createGitRepository({ folder: tmpdir(), apart: [] }).head(), null)
})

test('a commit is checked out beside the working tree with its packages, and is gone afterwards', async (t) => {
  const { root, folder, git, repository } = await project(t)
  // The usual line: it means folders alone, and the packages of the other tree are a link.
  await writeFile(join(root, '.gitignore'), 'node_modules/\n')
  git('add', '.')
  git('commit', '--quiet', '--amend', '-m', 'one')
  git('tag', '--force', 'v1')
  await mkdir(join(root, 'node_modules', 'left-pad'), { recursive: true })
  await writeFile(join(folder, 'prompt.md'), 'Be very brief.')
  const place = await (async () => {
    await using tree = await repository.checkOut(git('rev-parse', 'v1').trim())
    assert.equal(await readFile(join(tree.folder, 'prompt.md'), 'utf8'), 'Be brief.')
    assert.deepEqual(await readdir(join(tree.folder, '..', 'node_modules')), ['left-pad'])
    const there = createGitRepository({ folder: tree.folder, apart: [] })
    assert.equal((await there.head())?.dirty, false)
    return tree.folder
  })()
  await assert.rejects(access(place))
  assert.equal(git('worktree', 'list').trim().split('\n').length, 1)
  await access(join(root, 'node_modules', 'left-pad'))
  await assert.rejects(repository.checkOut('0'.repeat(40)), {
    name: 'ConfigError',
    message: /Cannot check out the commit 000000000000: /,
  })
})
