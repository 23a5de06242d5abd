import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Bucket } from './bucket.ts'
import type { S3Connection } from './connection.ts'
import { hasStatus } from './s3-error.ts'

/** What became of a conditional write; the ETag is that of the object that it made. */
export interface ConditionalWrite {
  readonly outcome: 'created' | 'existed'
  readonly etag: string | null
}

/** Files above this size go up in parts of this size, two at a time: so much memory one upload takes at most. */
export const PART_BYTES = 16 * 1024 * 1024

/** How often a write is made again that met another one of the same key (409): the other one is done soon. */
const CONFLICTS = 6
const CONFLICT_WAIT_MS = 50

const EXISTED: ConditionalWrite = { outcome: 'existed', etag: null }

/**
 * Creates an object, or leaves the one that is there (`If-None-Match: *`). Of any number of writers exactly one is told
 * `created`, unless its answer is lost: the SDK then asks again, and is told that the object exists.
 */
export function putIfAbsent(
  bucket: Bucket,
  key: string,
  body: Uint8Array | string,
): Promise<ConditionalWrite> {
  const Body = Buffer.from(body)
  const object = { Bucket: bucket.name, Key: key, Body, ContentLength: Body.byteLength }
  return bucket.run(`write \`${key}\``, ({ client, sdk }) =>
    untilSettled(async () => {
      const put = new sdk.PutObjectCommand({ ...object, IfNoneMatch: '*' })
      return (await client.send(put)).ETag
    }),
  )
}

/** Creates an object of a local file, in parts if it is large: the same condition is made when the parts are joined. */
export async function uploadIfAbsent(bucket: Bucket, key: string, path: string): Promise<ConditionalWrite> {
  const { size } = await stat(path)
  // A large file is not sent in vain; whether it is there is decided at its end all the same.
  if (size > PART_BYTES && (await bucket.look(key)) !== null) return EXISTED
  const place = { Bucket: bucket.name, Key: key, path }
  try {
    return await bucket.run(`write \`${key}\``, (s3) => untilSettled(() => upload(s3, place)))
  } catch (error) {
    // The answer to joining the parts was lost, and there is nothing left to join: it was done.
    if (isUploadGone(error) && (await bucket.look(key)) !== null) return EXISTED
    throw error
  }
}

function isUploadGone(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.name === 'NoSuchUpload'
}

async function upload(
  { client }: S3Connection,
  { path, ...place }: { readonly Bucket: string; readonly Key: string; readonly path: string },
): Promise<string | undefined> {
  const { Upload } = await import('@aws-sdk/lib-storage')
  const params = { ...place, Body: createReadStream(path), IfNoneMatch: '*' }
  return (await new Upload({ client, params, partSize: PART_BYTES, queueSize: 2 }).done()).ETag
}

async function untilSettled(write: () => Promise<string | undefined>): Promise<ConditionalWrite> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return { outcome: 'created', etag: (await write()) ?? null }
    } catch (error) {
      if (hasStatus(error, 412)) return EXISTED
      if (!hasStatus(error, 409) || conflicts === CONFLICTS) throw error
      await delay(CONFLICT_WAIT_MS * 2 ** conflicts)
    }
  }
}
