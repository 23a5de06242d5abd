// Brings node_modules in line with the lockfile before any npm script runs, on whatever Node (≥ 20) is at hand.
// Plain JavaScript without dependencies, because it runs before there are any; silent when there is nothing to do.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const stamp = new URL('node_modules/.nightdrift-installed', root)
const digest = createHash('sha256')
  .update(readFileSync(new URL('package-lock.json', root)))
  .digest('hex')

// Several working trees may share one folder by a link, which npm would take away: it is installed where it stands.
const isShared =
  lstatSync(new URL('node_modules', root), { throwIfNoEntry: false })?.isSymbolicLink() ?? false

if (!isShared && (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest)) {
  console.error('Installing dependencies (once, about half a minute) …')
  // Not `npm ci`: it refuses a lockfile without the optional packages of platforms that a registry does not carry.
  // `install` keeps to the locked versions too, and `--no-save` leaves the lockfile as it is.
  // The pinned Node is a development dependency, and `engines` is what the package asks for: both hold here anyhow.
  const own = ['--include=dev', '--engine-strict=false']
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', ['install', '--no-save', ...own, ...quiet], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error(
      `Could not install the dependencies: "npm install" ended with ${npm.status ?? npm.error?.message}. Fix what it says above and run the same command again.`,
    )
    process.exit(3)
  }
  mkdirSync(new URL('node_modules', root), { recursive: true })
  writeFileSync(stamp, digest)
}
