import { createHash } from 'node:crypto'
import { publishJson } from './json-file.ts'
import type { Lake, LogFile } from './ports.ts'

/** What is remembered of one version of a log file. */
export interface SeenLog {
  /** The digest of its content. */
  readonly digest: string
  /** The night whose run read it first. */
  readonly loadedIn: string
}

const FOLDER = 'traffic/seen'

/**
 * The versions of log files that were read before, by `versionId`: one listing, however many there are. A version that
 * was seen with two contents is left out, so that its content is looked at again.
 */
export async function seenLogs(lake: Lake): Promise<ReadonlyMap<string, SeenLog>> {
  const seen = new Map<string, SeenLog>()
  const doubtful = new Set<string>()
  for (const key of await lake.list(FOLDER)) {
    const [, id = '', digest = '', loadedIn = ''] = /([0-9a-f]+)-([0-9a-f]+)-([\d-]+)\.json$/.exec(key) ?? []
    const known = seen.get(id)
    if (known !== undefined && known.digest !== digest) doubtful.add(id)
    else if (known === undefined) seen.set(id, { digest, loadedIn })
  }
  for (const id of doubtful) seen.delete(id)
  return seen
}

/** Notes in the lake, in the very name of a file, which content a version of a log file had. */
export async function noteSeenLog(
  lake: Lake,
  { file, treatment, digest, loadedIn }: SeenLog & { readonly file: LogFile; readonly treatment: string },
): Promise<void> {
  const id = versionId(file, treatment)
  if (id === null) return
  await publishJson(lake, `${FOLDER}/${id}-${digest}-${loadedIn}.json`, { ...file, digest, loadedIn })
}

/** A short name for one version of a log file and what is done to it; null where the version cannot be told. */
export function versionId({ name, bytes, version }: LogFile, treatment: string): string | null {
  if (version === null) return null
  const parts = [treatment, name, bytes, version].join('\0')
  return createHash('sha256').update(parts).digest('hex').slice(0, 32)
}
