import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const PACKAGE = new URL('../../package.json', import.meta.url)

test('the command that a package manager links runs the program, whatever Node is on the PATH', async (t) => {
  const command = await linked(t)
  const { stdout, status } = spawnSync(command, ['--version'], { encoding: 'utf8' })
  assert.equal(stdout, '0.1.0\n')
  assert.equal(status, 0)
})

test('the linked command ends with the exit code of the program', async (t) => {
  const { stderr, status } = spawnSync(await linked(t), ['no-such-verb'], { encoding: 'utf8' })
  assert.match(stderr, /unknown command 'no-such-verb'/)
  assert.equal(status, 2)
})

/** The command as npm makes it: a link in another folder to the file that the package names. */
async function linked(t: TestContext): Promise<string> {
  const { bin } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { bin: { nightdrift: string } }
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-bin-'))
  t.after(() => rm(folder, { recursive: true }))
  const command = join(folder, 'nightdrift')
  await symlink(fileURLToPath(new URL(bin.nightdrift, PACKAGE)), command)
  return command
}
