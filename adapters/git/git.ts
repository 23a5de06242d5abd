import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Plenty for a status or a name; a diff is never asked for. */
const MOST_BYTES = 16 * 1024 * 1024

/** What git said instead of doing it. */
export class GitError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'GitError'
  }
}

/**
 * Runs git in a folder and gives what it prints. It never asks for a password and takes no optional lock, so that it disturbs
 * nobody who works there.
 *
 * @throws GitError with git's last line when it fails or is not installed
 */
export async function git(folder: string, words: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
  try {
    const { stdout } = await run('git', ['-C', folder, ...words], { env, maxBuffer: MOST_BYTES })
    return stdout
  } catch (error) {
    throw new GitError(reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'git is not installed'
  const lines = String((error as { readonly stderr?: string }).stderr ?? '')
    .trim()
    .split('\n')
  return lines.at(-1) || 'git failed without a reason'
}
