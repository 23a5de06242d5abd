import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { init } from '../../cli/init.ts'
import { recorder } from '../cli/recorder.ts'

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** The command as an installed package gives it to npx. */
export const REAL = `exec '${process.execPath}' '${MAIN}' "$@"`

/** A repository as `nightdrift init` leaves it, committed on its branch main. */
export async function initialised(t: TestContext, program = REAL) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nightdrift-ci-')))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  git('init', '--quiet', '--initial-branch', 'main')
  const bin = join(folder, 'node_modules', '.bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'nightdrift'), `#!/bin/sh\n${program}\n`)
  await chmod(join(bin, 'nightdrift'), 0o755)
  await writeFile(join(folder, '.gitignore'), 'node_modules/\n')
  await writeFile(join(folder, 'package.json'), '{"name":"@acme/bot","private":true}\n')
  const { terminal, documents } = recorder<object>()
  await init({ folder, ci: 'github' }, terminal)
  git('add', '.')
  git('commit', '--quiet', '-m', 'suite')
  /** The merge that GitHub checks out for a pull request which changes the config so. */
  const mergeOf = async (branch: string, change: (config: string) => string) => {
    git('checkout', '--quiet', '-b', branch, 'main')
    const path = join(folder, 'nightdrift.config.ts')
    await writeFile(path, change(await readFile(path, 'utf8')))
    git('commit', '--quiet', '-a', '-m', branch)
    git('checkout', '--quiet', '--detach', 'main')
    git('merge', '--quiet', '--no-ff', '-m', 'merge', branch)
    return git('rev-parse', 'HEAD')
  }
  return { folder, git, mergeOf, told: documents[0] }
}
