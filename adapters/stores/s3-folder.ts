import type { S3Address } from '../s3/address.ts'
import { type Bucket, openBucket } from '../s3/bucket.ts'
import type { ConnectS3 } from '../s3/connection.ts'
import { putIfAbsent } from '../s3/create-if-absent.ts'
import type { Folder } from './folder.ts'

/** A folder that is a prefix of a bucket. Its errors name the bucket. */
export function createS3Folder({ bucket: name, key }: S3Address, connect: ConnectS3): Folder {
  const bucket = openBucket(name, connect)
  const prefix = `${key.replace(/\/+$/, '')}/`
  return {
    location: `s3://${name}/${prefix}`.replace(/\/$/, ''),
    addressOf: (file) => `s3://${name}/${prefix}${file}`,
    names: async () => {
      const names = (await bucket.list(prefix)).map((object) => object.key.slice(prefix.length))
      return names.filter((file) => file !== '' && !file.startsWith('.') && !file.includes('/'))
    },
    read: async (file) => {
      const bytes = await bucket.read(`${prefix}${file}`)
      if (bytes !== null) return new TextDecoder().decode(bytes)
      throw new Error(`Cannot read \`s3://${name}/${prefix}${file}\`: it is gone. Run it again.`)
    },
    create: async (file, content) => (await putIfAbsent(bucket, `${prefix}${file}`, content)).outcome,
    replace: (file, content) => replace(bucket, `${prefix}${file}`, content),
  }
}

function replace(bucket: Bucket, Key: string, content: string): Promise<void> {
  return bucket.run(`write \`${Key}\``, async ({ client, sdk }) => {
    const Body = Buffer.from(content)
    await client.send(
      new sdk.PutObjectCommand({ Bucket: bucket.name, Key, Body, ContentLength: Body.byteLength }),
    )
  })
}
