import { rm } from 'node:fs/promises'
import type { Lake } from '../../activities/ports.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import type { S3Address } from '../s3/address.ts'
import { type Bucket, openBucket } from '../s3/bucket.ts'
import type { ConnectS3 } from '../s3/connection.ts'
import { putIfAbsent, uploadIfAbsent } from '../s3/create-if-absent.ts'
import { refuseUnconditional } from '../s3/honours-condition.ts'
import { byCodePoint, keySegments } from './lake-key.ts'
import { createStagedFiles, type StagedFiles } from './staged-files.ts'
import { syncFinished } from './whole-file.ts'

/** S3's own limit for a key, in bytes. */
const LONGEST_KEY = 1024

/** A prefix of a bucket, the store it is in, and where local copies are kept. */
export interface S3LakeOptions {
  readonly address: S3Address
  readonly connect: ConnectS3
  /** Copies of objects that a program needs as files; one lake a folder. */
  readonly cacheFolder: string
}

interface Place {
  readonly bucket: Bucket
  /** Without a slash at its end; empty for a whole bucket. */
  readonly prefix: string
  readonly files: StagedFiles
  /** Whether the store keeps the condition is asked once, before the first write. */
  readonly mayWrite: () => Promise<void>
}

/**
 * A lake below one prefix of a bucket, on AWS or any store that keeps `If-None-Match: *`: nothing is ever overwritten,
 * concurrent publishers agree on one `created`, and readers see whole objects only. `localPath` fetches an object once
 * into a cache of this machine; unfinished files are local too.
 *
 * @throws ConfigError from every method for a key that is none (see `keySegments`), and where only a person can help:
 *   no credentials, no bucket, no access, a store that does not keep the condition
 */
export function createS3Lake({ address, connect, cacheFolder }: S3LakeOptions): Lake {
  const bucket = openBucket(address.bucket, connect)
  const prefix = address.key.replace(/\/+$/, '')
  const files = createStagedFiles(cacheFolder)
  const mayWrite = askedOnce(() => refuseUnconditional(bucket, objectKey(prefix, '.nightdrift/probe')))
  const place: Place = { bucket, prefix, files, mayWrite }
  const keyOf = (key: string) => objectKey(prefix, keySegments(key).join('/'))
  const location = `s3://${bucket.name}/${prefix}`.replace(/\/$/, '')
  return {
    location,
    address: (key) => `s3://${bucket.name}/${keyOf(key)}`,
    read: async (key) => bucket.read(keyOf(key)),
    list: (folder) => listKeys(place, folder),
    publish: async (key, content) => {
      const object = keyOf(key)
      await mayWrite()
      return (await putIfAbsent(bucket, object, content)).outcome
    },
    publishFile: async (key, path) => publishFile(place, { key, object: keyOf(key), path }),
    localPath: async (key) => localPath(place, { key, object: keyOf(key), location }),
    temporaryFolder: () => files.temporaryFolder(),
    removeAbandoned: () => files.removeAbandoned(),
    refuseUnwritable: mayWrite,
  }
}

function objectKey(prefix: string, key: string): string {
  const object = prefix === '' ? key : `${prefix}/${key}`
  if (Buffer.byteLength(object) <= LONGEST_KEY) return object
  throw new ConfigError(
    `Cannot use ${JSON.stringify(`${key.slice(0, 200)}…`)} as a place in the lake: with the prefix of the lake it is longer than ${LONGEST_KEY} bytes, which no object store holds. Shorten the prefix or the name.`,
  )
}

async function listKeys({ bucket, prefix }: Place, folder: string): Promise<readonly string[]> {
  const trimmed = folder.endsWith('/') ? folder.slice(0, -1) : folder
  const below = trimmed === '' ? '' : `${keySegments(trimmed).join('/')}/`
  const start = prefix === '' ? '' : `${prefix}/`
  const objects = await bucket.list(`${start}${below}`)
  return objects
    .map(({ key }) => key.slice(start.length))
    .filter(isKey)
    .sort(byCodePoint)
}

/** What others left in the bucket, folder marks (`a/`) and hidden names among it, is no key of the lake. */
function isKey(text: string): boolean {
  try {
    return keySegments(text).length > 0
  } catch {
    return false
  }
}

async function publishFile(
  { bucket, files, mayWrite }: Place,
  { key, object, path }: { readonly key: string; readonly object: string; readonly path: string },
): Promise<'created' | 'existed'> {
  await syncFinished(key, path)
  await mayWrite()
  const { outcome, etag } = await uploadIfAbsent(bucket, object, path)
  // What was just written here is likely to be read here next.
  if (outcome === 'created' && etag !== null) await files.adopt({ key, etag }, path)
  else await rm(path)
  return outcome
}

async function localPath(
  { bucket, files }: Place,
  { key, object, location }: { readonly key: string; readonly object: string; readonly location: string },
): Promise<string> {
  const version = await bucket.look(object)
  if (version !== null) {
    const etag = version.etag ?? String(version.bytes)
    return files.pathOf({ key, etag }, (path) => bucket.download(object, { path }))
  }
  throw new Error(`Cannot find \`${key}\` in the lake at \`${location}\`; expected it to be published before`)
}

/** Asks until it is answered well; after that never again. */
function askedOnce(ask: () => Promise<void>): () => Promise<void> {
  let answer: Promise<void> | null = null
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null
      throw error
    })
    return answer
  }
}
