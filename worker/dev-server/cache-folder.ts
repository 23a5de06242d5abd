import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Environment variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where nightdrift keeps what is worth keeping between projects: `nightdrift` in `XDG_CACHE_HOME`, or else in the
 * platform's own cache folder (`~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`). Not made here.
 */
export function cacheFolder(env: Environment): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'nightdrift')
  const home = env.HOME || homedir()
  if (process.platform === 'win32')
    return join(local || join(home, 'AppData', 'Local'), 'nightdrift', 'cache')
  return join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'nightdrift')
}
