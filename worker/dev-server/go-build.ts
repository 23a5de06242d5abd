import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { withFileLock } from './file-lock.ts'
import { builtBinaryPath, findOnPath, type ObtainContext, temporalCliVersion } from './find-binary.ts'
import { runLongCommand } from './long-command.ts'

const buildTimeoutMs = 20 * 60_000

/**
 * Builds the Temporal CLI with `go install` into the user's cache. Two processes at once build it once.
 *
 * @returns the binary's path
 * @throws Error when Go is missing or the build fails
 */
export async function buildWithGo(context: ObtainContext): Promise<string> {
  const go = findOnPath(process.platform === 'win32' ? 'go.exe' : 'go', context.env)
  if (go === null) throw new Error('`go` is not on PATH')
  const path = builtBinaryPath(context.env)
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  const lock = {
    guards: 'the build of the Temporal CLI',
    timeoutMs: buildTimeoutMs,
    signal: context.signal,
    onWait: () => context.log('Another nightdrift is building the Temporal CLI: waiting for it.'),
  }
  return withFileLock(join(folder, 'lock'), lock, async () => {
    if (!existsSync(path)) await buildInto(path, go, context)
    return path
  })
}

async function buildInto(path: string, go: string, context: ObtainContext): Promise<void> {
  removeUnfinishedBuilds(dirname(path))
  const unfinished = mkdtempSync(join(dirname(path), 'build-'))
  context.log(`Building the Temporal CLI ${temporalCliVersion} with Go: about 3 minutes, once.`)
  try {
    await runLongCommand({
      file: go,
      args: ['install', `github.com/temporalio/cli/cmd/temporal@${temporalCliVersion}`],
      cwd: unfinished,
      env: { ...context.env, GOBIN: unfinished },
      timeoutMs: buildTimeoutMs,
      signal: context.signal,
      onTick: (seconds) => context.log(`Still building the Temporal CLI: ${seconds} s so far.`),
    })
    renameSync(join(unfinished, basename(path)), path)
    context.log(`The Temporal CLI is built: ${path}`)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** A build that was killed leaves its folder; under the lock nobody else's can be there. */
function removeUnfinishedBuilds(folder: string): void {
  const leftovers = readdirSync(folder).filter((name) => name.startsWith('build-'))
  for (const name of leftovers) rmSync(join(folder, name), { recursive: true, force: true })
}
