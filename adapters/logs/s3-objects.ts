import { join, posix } from 'node:path'
import type { LogFile, LogSource } from '../../activities/ports.ts'
import { parseS3Address } from '../s3/address.ts'
import { type ObjectVersion, openBucket } from '../s3/bucket.ts'
import type { ConnectS3 } from '../s3/connection.ts'

/**
 * Log files in buckets: patterns and names are `s3://` addresses, a version is an ETag. Patterns mean what they mean on
 * a disk; only keys that begin as the pattern does, up to its first sign, are listed.
 */
export function createS3Logs(connect: ConnectS3): LogSource {
  return {
    list: async (pattern) => {
      const { bucket, key } = parseS3Address(pattern, 'the logs')
      const objects = await openBucket(bucket, connect).list(literalStart(key))
      return matching(key, objects).map((object) => toLogFile(bucket, object))
    },
    stage: async (name, { folder, signal }) => {
      const { bucket, key } = parseS3Address(name, 'the log file')
      const path = join(folder, `staged${endOf(key)}`)
      const object = await openBucket(bucket, connect).download(key, { path, signal })
      if (object !== null) return { path, file: toLogFile(bucket, object) }
      throw new Error(
        `Cannot read the log file ${name}: it was there when the night listed it, and is gone now. Put it back, or run the night again: it lists the logs anew.`,
      )
    },
  }
}

/**
 * What every key that a glob means begins with.
 *
 * @example literalStart('prod/2026-*\/x.jsonl') // 'prod/2026-'
 */
export function literalStart(glob: string): string {
  const sign = /[*?[{\\]|[!+@]\(/.exec(glob)
  return sign === null ? glob : glob.slice(0, sign.index)
}

/** An object whose very key is the pattern is meant itself, whatever signs it holds. Keys that end as folders are none. */
function matching(glob: string, objects: readonly ObjectVersion[]): readonly ObjectVersion[] {
  const itself = objects.filter(({ key }) => key === glob && !key.endsWith('/'))
  if (itself.length > 0) return itself
  const found = objects.filter(({ key }) => !key.endsWith('/') && posix.matchesGlob(key, glob))
  return found.sort((a, b) => (a.key < b.key ? -1 : 1))
}

function toLogFile(bucket: string, { key, bytes, etag }: ObjectVersion): LogFile {
  return { name: `s3://${bucket}/${key}`, bytes, version: etag }
}

/** The last ends of a key's name, as in `.jsonl.gz`, where they are plain. */
function endOf(key: string): string {
  return /(?:\.[a-z\d]{1,10}){1,2}$/i.exec(posix.basename(key))?.[0] ?? ''
}
