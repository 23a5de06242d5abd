import { join } from 'node:path'
import { cacheFolder } from '../../../worker/dev-server/cache-folder.ts'
import { installWithGo } from '../../../worker/dev-server/go-install.ts'

const RELEASE = 'v1.8.0'

/**
 * The Versity S3 gateway that tests run: built with Go into the user's cache, once.
 *
 * @returns its path; null when it cannot be built
 * @throws Error instead where everything must be there
 */
export async function obtainGateway(): Promise<string | null> {
  const program = {
    title: 'the Versity S3 gateway',
    source: `github.com/versity/versitygw/cmd/versitygw@${RELEASE}`,
    path: join(cacheFolder(process.env), `versitygw-${RELEASE}`, 'versitygw'),
  }
  try {
    return await installWithGo(program, { env: process.env, log: (line) => console.error(line) })
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    return null
  }
}
