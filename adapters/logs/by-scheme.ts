import type { LogSource } from '../../activities/ports.ts'
import { isS3Address } from '../s3/address.ts'

/** Logs of several places in one config: an `s3://` address is in a bucket, anything else a path of this machine. */
export function createLogs({ local, s3 }: { readonly local: LogSource; readonly s3: LogSource }): LogSource {
  const sourceOf = (name: string) => (isS3Address(name) ? s3 : local)
  return {
    list: (pattern) => sourceOf(pattern).list(pattern),
    stage: (name, into) => sourceOf(name).stage(name, into),
  }
}
