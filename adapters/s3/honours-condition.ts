import { ConfigError } from '../../suite/config/errors.ts'
import type { Bucket } from './bucket.ts'
import { putIfAbsent } from './create-if-absent.ts'
import { hasStatus } from './s3-error.ts'

/**
 * Finds out whether a store keeps the promise that a lake stands on: a conditional write never replaces an object.
 * A probe is written until it must exist, and then once more as a whole and once more in parts; both must be refused.
 *
 * @param key  where the probe stands; it is left there, so that the next look costs two requests less
 * @throws ConfigError when the store replaces it, or does not know the condition
 */
export async function refuseUnconditional(bucket: Bucket, key: string): Promise<void> {
  const first = await tryPut(bucket, key)
  const second = first === 'existed' ? first : await tryPut(bucket, key)
  if (second === 'existed' && (await tryParts(bucket, key)) === 'existed') return
  throw new ConfigError(
    `Cannot use the bucket ${bucket.name} for a lake: its store does not keep the condition \`If-None-Match: *\` of a write, so two nights could replace each other's files. Take a store that does, as AWS S3, or a local folder as \`lake\`.`,
  )
}

async function tryPut(bucket: Bucket, key: string): Promise<'created' | 'existed' | 'unknown'> {
  try {
    return (await putIfAbsent(bucket, key, PROBE)).outcome
  } catch (error) {
    return notKnown(error)
  }
}

const PROBE =
  'Written by nightdrift to see whether this store keeps If-None-Match. It may be deleted at any time.\n'

async function tryParts(bucket: Bucket, Key: string): Promise<'created' | 'existed' | 'unknown'> {
  const place = { Bucket: bucket.name, Key }
  return bucket.run('write a probe in parts', async ({ client, sdk }) => {
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(place))
    const part = { ...place, UploadId, PartNumber: 1, Body: PROBE }
    try {
      const { ETag } = await client.send(new sdk.UploadPartCommand(part))
      const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] }
      const complete = { ...place, UploadId, MultipartUpload, IfNoneMatch: '*' }
      await client.send(new sdk.CompleteMultipartUploadCommand(complete))
      return 'created'
    } catch (error) {
      await client.send(new sdk.AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined)
      return hasStatus(error, 412) ? 'existed' : notKnown(error)
    }
  })
}

/** How stores say that they do not take the header: they are no stores for a lake. */
const NOT_TAKEN = ['NotImplemented', 'InvalidArgument', 'InvalidRequest']

function notKnown(error: unknown): 'unknown' {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (hasStatus(cause, 501) || (cause instanceof Error && NOT_TAKEN.includes(cause.name))) return 'unknown'
  throw error
}
