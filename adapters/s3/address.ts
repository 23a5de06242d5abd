import { ConfigError } from '../../suite/config/errors.ts'

/** A place in a bucket: `s3://logs/prod/*.jsonl` is `prod/*.jsonl` in `logs`. */
export interface S3Address {
  readonly bucket: string
  readonly key: string
}

/** Whether a text of the config means a place in a bucket. */
export function isS3Address(text: string): boolean {
  return /^s3:\/\//i.test(text)
}

/**
 * Takes an `s3://` address apart.
 *
 * @param what  what the config calls it, for the error: `the lake`
 * @throws ConfigError when it names no bucket, or one that cannot be (3 to 63 lower-case letters, digits, `.`, `-`)
 * @example parseS3Address('s3://logs/prod/', 'the lake') // {bucket: 'logs', key: 'prod/'}
 */
export function parseS3Address(text: string, what: string): S3Address {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(text) ?? []
  if (/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(bucket)) return { bucket, key }
  // Whoever writes credentials into an address does not want them in a log.
  const [address, name] = [text, bucket].map((each) => JSON.stringify(each.replace(/[^/]*@/, '…@')))
  throw new ConfigError(
    `Cannot use ${what} ${address}: ${name} is no name of a bucket; expected \`s3://BUCKET/PREFIX\` with a bucket of 3 to 63 lower-case letters, digits, dots and hyphens.`,
  )
}
