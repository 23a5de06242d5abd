import { basename, join } from 'node:path'
import { cacheFolder } from '../worker/dev-server/cache-folder.ts'
import { installWithGo } from '../worker/dev-server/go-install.ts'

/**
 * A program that tests run: built with Go into the user's cache, once.
 *
 * @param title  what people are told is built
 * @param source  its package and release: `github.com/versity/versitygw/cmd/versitygw@v1.8.0`
 * @returns its path; null when it cannot be built
 * @throws Error instead where everything must be there
 */
export async function obtainGoTool(title: string, source: string): Promise<string | null> {
  const [place = '', release] = source.split('@')
  const name = basename(place)
  const path = join(cacheFolder(process.env), `${name}-${release}`, name)
  try {
    return await installWithGo(
      { title, source, path },
      { env: process.env, log: (line) => console.error(line) },
    )
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    return null
  }
}
