const REASONS: Readonly<Record<string, string>> = {
  EACCES:
    'this user may not write there; give it the right to, or name another folder as `lake` in the config',
  EPERM:
    'this user may not write there; give it the right to, or name another folder as `lake` in the config',
  EROFS: 'its disk is read-only; mount it for writing, or name another folder as `lake` in the config',
  ENOSPC: 'its disk is full; make room and run it again, what is finished is kept',
  EDQUOT: "this user's share of its disk is used up; make room and run it again, what is finished is kept",
  ENOTDIR:
    'a file, or a link that leads nowhere, stands where a folder must be; move it away, or name another folder as `lake` in the config',
  EEXIST:
    'a file stands where a folder must be; move it away, or name another folder as `lake` in the config',
}

/**
 * Runs work that writes to a lake, and says what the system refused in words that name the lake.
 * Errors that are not the system's pass as they are.
 *
 * @throws Error `Cannot write to the lake at /srv/lake/support-bot: its disk is full; …`
 */
export async function writingTo<T>(location: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined
    if (reason === undefined) throw error
    throw new Error(`Cannot write to the lake at ${location}: ${reason}.`, { cause: error })
  }
}
