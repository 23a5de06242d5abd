import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { withFileLock } from './file-lock.ts'
import { findOnPath, type ObtainContext } from './find-binary.ts'
import { runLongCommand } from './long-command.ts'

/** A Go program that is built once and kept. */
export interface GoProgram {
  /** What people are told is built: `the Temporal CLI`. */
  readonly title: string
  /** The package and its release: `github.com/temporalio/cli/cmd/temporal@v1.5.1`. */
  readonly source: string
  /** Where the binary is kept; its folder holds nothing else. */
  readonly path: string
}

const buildTimeoutMs = 20 * 60_000

/**
 * Builds a program with `go install`, unless it is there. Two processes at once build it once.
 *
 * @returns the binary's path
 * @throws Error when Go is missing or the build fails
 */
export async function installWithGo(program: GoProgram, context: ObtainContext): Promise<string> {
  const go = findOnPath(process.platform === 'win32' ? 'go.exe' : 'go', context.env)
  if (go === null) throw new Error('`go` is not on PATH')
  const { path, title } = program
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  const lock = {
    guards: `the build of ${title}`,
    timeoutMs: buildTimeoutMs,
    signal: context.signal,
    onWait: () => context.log(`Another nightdrift is building ${title}: waiting for it.`),
  }
  return withFileLock(join(folder, 'lock'), lock, async () => {
    if (!existsSync(path)) await buildInto(program, go, context)
    return path
  })
}

async function buildInto(
  { title, source, path }: GoProgram,
  go: string,
  context: ObtainContext,
): Promise<void> {
  removeUnfinishedBuilds(dirname(path))
  const unfinished = mkdtempSync(join(dirname(path), 'build-'))
  context.log(`Building ${title} ${source.split('@')[1] ?? ''} with Go: about 3 minutes, once.`)
  try {
    await runLongCommand({
      file: go,
      args: ['install', source],
      cwd: unfinished,
      env: { ...context.env, GOBIN: unfinished },
      timeoutMs: buildTimeoutMs,
      signal: context.signal,
      onTick: (seconds) => context.log(`Still building ${title}: ${seconds} s so far.`),
    })
    renameSync(join(unfinished, basename(path)), path)
    context.log(`${title.replace(/^the /, 'The ')} is built: ${path}`)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** A build that was killed leaves its folder; under the lock nobody else's can be there. */
function removeUnfinishedBuilds(folder: string): void {
  const leftovers = readdirSync(folder).filter((name) => name.startsWith('build-'))
  for (const name of leftovers) rmSync(join(folder, name), { recursive: true, force: true })
}
