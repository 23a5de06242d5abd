import { ConfigError } from '../../suite/config/errors.ts'

/** What was tried, in words: `read the lake`, on which bucket of which store. */
export interface S3Attempt {
  readonly what: string
  readonly bucket: string
  readonly where: string
}

/** What only a person can mend. */
const TO_MEND: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'there are no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run where a role gives them',
  TokenProviderError: 'the sign-in of the profile has ended. Sign in again, as with `aws sso login`',
  NoSuchBucket: 'there is no such bucket. Make it, or mend its name in the config',
  AccessDenied: 'access is denied. Give these credentials the rights that docs/security.md lists',
  InvalidAccessKeyId: 'the store does not know this access key. Check AWS_ACCESS_KEY_ID',
  // Versity's word for it, which comes with 404.
  XAdminUserNotFound: 'the store does not know this access key. Check AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: 'the secret key does not fit the access key. Check AWS_SECRET_ACCESS_KEY',
  PermanentRedirect: 'the bucket is in another region or at another endpoint. Set AWS_REGION',
  AuthorizationHeaderMalformed: 'the bucket is in another region. Set AWS_REGION',
  InvalidObjectState: 'the object is in an archive. Restore it, or move it out of what the config names',
}

/** What may be better at the next try. */
const TO_WAIT: Readonly<Record<string, string>> = {
  ExpiredToken: 'the credentials have expired. Renew them',
  RequestTimeTooSkewed: "this machine's clock is wrong. Set it",
  SlowDown: 'the store asks to slow down',
  TimeoutError: 'it did not answer in time. Check the endpoint and the network',
  ECONNREFUSED: 'nothing listens there. Check the endpoint',
  ECONNRESET: 'the connection was lost. Check the network',
  ENOTFOUND: 'there is no such host. Check the endpoint and the network',
  EAI_AGAIN: 'its name cannot be looked up now. Check the network',
  EPROTO: 'it does not speak TLS. Check whether the endpoint is http or https',
}

/**
 * Puts what an object store or its SDK said into words. Messages of a store are not passed on: they could quote keys of
 * strangers.
 *
 * @returns ConfigError for what a person must mend, else an Error that is worth another try; an abort stays as it is, and
 *   so does a fault of this machine's own disk
 */
export function s3Error(error: unknown, { what, bucket, where }: S3Attempt): unknown {
  if (error instanceof ConfigError || isAbort(error) || isOfDisk(error)) return error
  const codes = codesOf(error)
  const place = `Cannot ${what} in the bucket ${bucket} at ${where}`
  const isRegion = error instanceof Error && error.message === 'Region is missing'
  if (isRegion) return new ConfigError(`${place}: no region is set. Set AWS_REGION.`, { cause: error })
  const toMend = codes.find((code) => Object.hasOwn(TO_MEND, code))
  if (toMend !== undefined) return new ConfigError(`${place}: ${TO_MEND[toMend]}.`, { cause: error })
  const toWait = codes.find((code) => Object.hasOwn(TO_WAIT, code))
  const said =
    toWait === undefined ? `the store answered ${codes.join(', ') || 'nothing known'}` : TO_WAIT[toWait]
  return new Error(`${place}: ${said}.`, { cause: error })
}

/** Whether the store answered with this status: 404, 409, 412. */
export function hasStatus(error: unknown, status: number): boolean {
  return statusOf(error) === status
}

/** Names and codes of an error, the most telling first. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  // An answer without a body, as to HEAD, has a status and no code.
  const byStatus = { 301: 'PermanentRedirect', 403: 'AccessDenied' }[statusOf(error) ?? 0] ?? ''
  const name = error.name === 'Error' || error.name === 'AggregateError' ? '' : error.name
  return [...new Set([name, code, ...inner, byStatus])].filter((each) => each !== '')
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null
  return (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode ?? null
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function isOfDisk(error: unknown): boolean {
  const codes = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ENOENT']
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
