import { rename, writeFile } from 'node:fs/promises'
import { ConfigError } from '../suite/config/errors.ts'

/**
 * Writes a page whole or not at all: a reader never sees half a page.
 *
 * @throws ConfigError when the place cannot be written to
 */
export async function writePage(path: string, page: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`
  try {
    await writeFile(unfinished, page)
    await rename(unfinished, path)
  } catch (error) {
    throw new ConfigError(
      `Cannot write the page "${path}": ${error instanceof Error && 'code' in error ? error.code : 'unknown reason'}. Name a file in a folder that exists and may be written to.`,
      { cause: error },
    )
  }
}
