import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ConnectS3, S3Connection } from './connection.ts'
import { hasStatus, s3Error } from './s3-error.ts'

/** An object as its bucket lists it; the ETag is another one whenever the content is. */
export interface ObjectVersion {
  readonly key: string
  readonly bytes: number
  readonly etag: string | null
}

/** One bucket of an object store. Every error names it, and says what to do. */
export interface Bucket {
  readonly name: string
  /** The content of an object, or null when there is none. */
  read(key: string): Promise<Uint8Array | null>
  /** The version of an object that is there now, or null. */
  look(key: string): Promise<ObjectVersion | null>
  /** All objects whose keys start so, page after page. */
  list(prefix: string): Promise<readonly ObjectVersion[]>
  /** Writes an object into a local file, and says which version it was; null when there is none. */
  download(
    key: string,
    to: { readonly path: string; readonly signal?: AbortSignal },
  ): Promise<ObjectVersion | null>
  /** Sends what has no method here; `what` says it in words, for the error. Work does not run other work. */
  run<T>(what: string, work: (connection: S3Connection) => Promise<T>): Promise<T>
}

/** Opens a bucket; nothing is sent, and no SDK loaded, before the first call. */
export function openBucket(name: string, connect: ConnectS3): Bucket {
  const run: Bucket['run'] = async (what, work) => {
    let where = 'AWS'
    try {
      const connection = await connect()
      where = connection.where
      return await connection.limit(() => work(connection))
    } catch (error) {
      throw s3Error(error, { what, bucket: name, where })
    }
  }
  return {
    name,
    run,
    read: (key) => run(`read \`${key}\``, (s3) => orNull(read(s3, { Bucket: name, Key: key }))),
    look: (key) => run(`look for \`${key}\``, (s3) => orNull(look(s3, { Bucket: name, Key: key }))),
    list: (prefix) =>
      run(prefix === '' ? 'list all' : `list \`${prefix}\``, (s3) =>
        list(s3, { Bucket: name, Prefix: prefix }),
      ),
    download: (key, to) =>
      run(`read \`${key}\``, (s3) => orNull(download(s3, { Bucket: name, Key: key }, to))).catch(
        (error: unknown) => {
          // A stream that is called off ends as one whose connection was lost.
          to.signal?.throwIfAborted()
          throw error
        },
      ),
  }
}

interface Place {
  readonly Bucket: string
  readonly Key: string
}

/** Gateways over a file system give none, or an empty one, for files that did not come through them. */
function etagOf(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '""' ? null : text
}

/**
 * Null for an object that is not there (where an answer has no code, it is `NotFound`). Other things that a store does not
 * find, a bucket or whoever asks, stay errors: an empty lake would be a wrong answer.
 */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: unknown) => {
    const isObject = error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name)
    if (hasStatus(error, 404) && isObject) return null
    throw error
  })
}

async function read({ client, sdk }: S3Connection, place: Place): Promise<Uint8Array> {
  const { Body } = await client.send(new sdk.GetObjectCommand(place))
  return (await Body?.transformToByteArray()) ?? new Uint8Array()
}

async function look(connection: S3Connection, place: Place): Promise<ObjectVersion> {
  try {
    return await head(connection, place)
  } catch (error) {
    if (!hasStatus(error, 404)) throw error
    // An answer to HEAD has no body, so it does not say what was not found: the object, or whoever asks.
    const { client, sdk } = connection
    const { Body } = await client.send(new sdk.GetObjectCommand({ ...place, Range: 'bytes=0-0' }))
    await Body?.transformToByteArray()
    return head(connection, place)
  }
}

async function head({ client, sdk }: S3Connection, place: Place): Promise<ObjectVersion> {
  const { ContentLength, ETag } = await client.send(new sdk.HeadObjectCommand(place))
  return { key: place.Key, bytes: ContentLength ?? 0, etag: etagOf(ETag) }
}

async function list(
  { client, sdk }: S3Connection,
  place: { readonly Bucket: string; readonly Prefix: string },
): Promise<ObjectVersion[]> {
  // Keys may hold characters that XML cannot: the store is asked to encode them.
  const pages = sdk.paginateListObjectsV2({ client }, { ...place, EncodingType: 'url' })
  const found: ObjectVersion[] = []
  for await (const { Contents = [], EncodingType } of pages) {
    const plain = (key: string) =>
      EncodingType === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key
    for (const { Key, Size, ETag } of Contents)
      if (Key !== undefined) found.push({ key: plain(Key), bytes: Size ?? 0, etag: etagOf(ETag) })
  }
  return found
}

async function download(
  { client, sdk }: S3Connection,
  place: Place,
  { path, signal }: { readonly path: string; readonly signal?: AbortSignal },
): Promise<ObjectVersion> {
  const options = signal ? { abortSignal: signal } : {}
  const { Body, ContentLength, ETag } = await client.send(new sdk.GetObjectCommand(place), options)
  const file = createWriteStream(path)
  await pipeline(Body as Readable, file, { ...(signal ? { signal } : {}) })
  if (ContentLength !== undefined && file.bytesWritten !== ContentLength)
    throw Object.assign(new Error('The object came in part'), { code: 'ECONNRESET' })
  return { key: place.Key, bytes: file.bytesWritten, etag: etagOf(ETag) }
}
