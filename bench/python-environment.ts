import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from '../worker/dev-server/cache-folder.ts'
import { withFileLock } from '../worker/dev-server/file-lock.ts'

const run = promisify(execFile)
const TIMEOUT_MS = 10 * 60_000

/**
 * A Python with some packages, in a virtual environment of their own in the user's cache; made when it is missing.
 *
 * @param packages as `pip install` takes them: `polars==1.30.0`
 * @returns the path of its interpreter
 * @throws Error when there is no python3, or a package cannot be installed
 */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const name = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12)
  const root = join(cacheFolder(process.env), 'python')
  mkdirSync(root, { recursive: true })
  const folder = join(root, name)
  const python = join(folder, 'bin', 'python')
  const lock = { guards: `the Python environment ${folder}`, timeoutMs: TIMEOUT_MS }
  return withFileLock(join(root, `${name}.lock`), lock, async () => {
    const done = join(folder, 'complete')
    if (existsSync(done)) return python
    rmSync(folder, { recursive: true, force: true })
    await run('python3', ['-m', 'venv', folder], { timeout: TIMEOUT_MS })
    await run(python, ['-m', 'pip', 'install', '--quiet', ...packages], { timeout: TIMEOUT_MS })
    writeFileSync(done, packages.join('\n'))
    return python
  })
}
