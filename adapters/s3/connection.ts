import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import pLimit, { type LimitFunction } from 'p-limit'
import { ConfigError } from '../../suite/config/errors.ts'

/** A client of one object store, and the SDK whose commands it takes. */
export interface S3Connection {
  readonly client: S3Client
  readonly sdk: typeof import('@aws-sdk/client-s3')
  /** Where it is, for people: an endpoint's URL, or AWS. */
  readonly where: string
  /** Runs so many pieces of work at once that none of them waits for a socket: that wait counts as one for a connection. */
  readonly limit: LimitFunction
}

/** Makes the connection when it is first asked for: who uses no bucket loads no SDK. */
export type ConnectS3 = () => Promise<S3Connection>

/** The SDK is the one place that retries a request: a lost answer, a slow store. Activities retry as a whole. */
const ATTEMPTS = 4
const CONNECT_MS = 5_000
/** Of the client's 50 sockets: an upload in parts takes two. */
const AT_ONCE = 24
/** Without a byte for so long, an answer is given up: a large file may take its time as long as it moves. */
const SILENCE_MS = 30_000

/**
 * Credentials, region and endpoint come from where every AWS tool takes them: the environment, the profile, the role of
 * the machine. With an endpoint in the environment (`AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`) or in the profile
 * (`endpoint_url`) the bucket stands in the path, not in the host name, and the newer checksums that only AWS knows are sent when they are asked for.
 */
export function connectS3(environment: NodeJS.ProcessEnv): ConnectS3 {
  let connection: Promise<S3Connection> | null = null
  return () => {
    connection ??= connect(environment).catch((error: unknown) => {
      connection = null
      throw error
    })
    return connection
  }
}

async function connect(environment: NodeJS.ProcessEnv): Promise<S3Connection> {
  const sdk = await import('@aws-sdk/client-s3')
  const endpoint = endpointIn(environment) ?? (await endpointOfProfile(sdk))
  const client = new sdk.S3Client(settings(endpoint, environment))
  const limit = pLimit(AT_ONCE)
  if (endpoint === null) return { client, sdk, limit, where: 'AWS' }
  const hasRegion = await client.config.region().then(
    () => true,
    () => false,
  )
  const common = { sdk, limit, where: new URL(endpoint).origin }
  if (hasRegion) return { ...common, client }
  // Stores other than AWS have no regions, but a signature must name one.
  return { ...common, client: new sdk.S3Client({ ...settings(endpoint, environment), region: 'us-east-1' }) }
}

function endpointIn(environment: NodeJS.ProcessEnv): string | null {
  const endpoint = environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL
  return endpoint
    ? checkedUrl(endpoint, 'of the environment (AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL)')
    : null
}

/** Found by the SDK itself, which has read the files of the profile by then. */
async function endpointOfProfile(sdk: S3Connection['sdk']): Promise<string | null> {
  const endpoint = await new sdk.S3Client({}).config.serviceConfiguredEndpoint?.()
  return endpoint ? checkedUrl(endpoint, 'of the AWS profile (endpoint_url)') : null
}

function checkedUrl(endpoint: string, which: string): string {
  if (/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint)) return endpoint
  throw new ConfigError(
    `Cannot use the endpoint ${which}: it is no http or https URL; expected one such as \`https://s3.acme.example\`.`,
  )
}

function settings(endpoint: string | null, environment: NodeJS.ProcessEnv): S3ClientConfig {
  const common: S3ClientConfig = {
    maxAttempts: ATTEMPTS,
    followRegionRedirects: true,
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  }
  if (endpoint === null) return common
  const checksums = environment.AWS_REQUEST_CHECKSUM_CALCULATION
    ? {}
    : {
        requestChecksumCalculation: 'WHEN_REQUIRED' as const,
        responseChecksumValidation: 'WHEN_REQUIRED' as const,
      }
  return { ...common, ...checksums, endpoint, forcePathStyle: true }
}
