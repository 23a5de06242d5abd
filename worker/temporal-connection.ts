import { Client, Connection, isGrpcServiceError } from '@temporalio/client'
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig'
import type { NativeConnection } from '@temporalio/worker'
import { ConfigError } from '../suite/config/errors.ts'
import { ClosingStack } from './closing-stack.ts'
import type { Environment } from './dev-server/cache-folder.ts'
import { keepClosedWorkflows } from './dev-server/retention.ts'
import { useDevServer } from './dev-server/use-server.ts'

/** What is needed to reach Temporal. */
export interface ConnectOptions {
  /** The project's folder: the embedded server keeps its database in `.nightdrift/` there. */
  readonly projectFolder: string
  /** Told in whole sentences what takes long. */
  readonly log: (line: string) => void
  readonly signal?: AbortSignal | undefined
  /** Temporal's standard variables, `PATH` and the cache folder are read from here; `process.env` unless given. */
  readonly env?: Environment | undefined
}

/**
 * Temporal, ready to use. Disposing it closes its connections and, when it was the last user of an embedded server,
 * returns once that server is gone. Workers on `nativeConnection` must have stopped by then.
 */
export interface TemporalConnection extends AsyncDisposable {
  readonly client: Client
  readonly connection: Connection
  /** The workers' connection: opened on the first call, the same one afterwards. */
  nativeConnection(): Promise<NativeConnection>
  readonly namespace: string
  /** `host:port`. */
  readonly address: string
  /** The embedded server's web pages; null for a configured server, whose pages may be anywhere. */
  readonly uiUrl: string | null
  readonly embedded: boolean
}

type Settings = ClientConnectConfig & { readonly connectionOptions: { readonly address: string } }

/**
 * Connects to the Temporal server of the standard settings (`TEMPORAL_ADDRESS` and the other variables, or a profile
 * of the configuration file), else to the project's embedded one, which is started when it does not run.
 *
 * @throws ConfigError when the settings cannot be read or contradict each other
 * @throws Error when a configured server does not answer, or an embedded one cannot be had: with what to do
 */
export async function connectTemporal(options: ConnectOptions): Promise<TemporalConnection> {
  const env = options.env ?? process.env
  const settings = readSettings(env)
  options.signal?.throwIfAborted()
  if (settings.connectionOptions.address !== undefined) return connectConfigured(settings as Settings)
  refuseHalfSettings(settings)
  if (settings.namespace !== undefined)
    options.log(
      `Temporal's namespace "${settings.namespace}" is left aside: no address is configured with it.`,
    )
  return connectEmbedded({ ...options, env })
}

function readSettings(env: Environment): ClientConnectConfig {
  const given = Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]))
  try {
    return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) })
  } catch (error) {
    // The first line only, and no cause: what follows may quote the file, API key included.
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'no reason given'
    throw new ConfigError(
      `Cannot read Temporal's connection settings: ${reason}. Correct the TEMPORAL_… variables or the file that TEMPORAL_CONFIG_FILE names (default: temporalio/temporal.toml in your configuration folder).`,
    )
  }
}

/** Credentials without an address would silently be dropped in favour of the embedded server. */
function refuseHalfSettings({ connectionOptions: { apiKey, tls } }: ClientConnectConfig): void {
  if (apiKey === undefined && !tls) return
  throw new ConfigError(
    "Cannot connect to Temporal: an API key or TLS is configured, but no address. Set TEMPORAL_ADDRESS, or the profile's `address`, to host:port, or remove the other settings to use the embedded server.",
  )
}

async function connectConfigured(settings: Settings): Promise<TemporalConnection> {
  const namespace = settings.namespace ?? 'default'
  const { address } = settings.connectionOptions
  await using opened = new ClosingStack()
  const connection = await openConfigured(settings)
  opened.defer(() => connection.close())
  await checkNamespace(connection, namespace, address)
  const resources = opened.move()
  return assemble({ settings, connection, namespace, address, uiUrl: null, resources })
}

async function openConfigured(settings: Settings): Promise<Connection> {
  const { address } = settings.connectionOptions
  try {
    return await Connection.connect(settings.connectionOptions)
  } catch (error) {
    throw new Error(
      `Cannot reach Temporal at "${address}": ${reasonOf(error)}. Start that server or correct TEMPORAL_ADDRESS (or the profile's \`address\`, TLS and API key); without an address, nightdrift starts a server of its own.`,
      { cause: error },
    )
  }
}

async function checkNamespace(connection: Connection, namespace: string, address: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace })
  } catch (error) {
    // Other refusals (a key that may not describe namespaces) say nothing about whether workflows may run.
    if (!isGrpcServiceError(error) || error.code !== notFound) return
    throw new ConfigError(
      `Cannot use Temporal at "${address}": it has no namespace "${namespace}". Set TEMPORAL_NAMESPACE to one it has, or create it with \`temporal operator namespace create -n ${namespace}\`.`,
    )
  }
}

/** gRPC's NOT_FOUND. */
const notFound = 5

async function connectEmbedded(options: ConnectOptions & { env: Environment }): Promise<TemporalConnection> {
  await using opened = new ClosingStack()
  const server = await useDevServer(options)
  opened.defer(() => server.release())
  options.signal?.throwIfAborted()
  const connectionOptions = { address: server.address, tls: false as const }
  const connection = await openEmbedded(connectionOptions)
  opened.defer(() => connection.close())
  const namespace = 'default'
  await keepClosedWorkflows(connection, namespace)
  const resources = opened.move()
  return assemble({ settings: { connectionOptions }, connection, namespace, ...server, resources })
}

async function openEmbedded(options: { address: string; tls: false }): Promise<Connection> {
  try {
    return await Connection.connect({ ...options, connectTimeout: '20s' })
  } catch (error) {
    throw new Error(
      `Cannot reach the embedded Temporal server at "${options.address}", which was started: ${reasonOf(error)}. See ".nightdrift/temporal.log", and run the same command again.`,
      { cause: error },
    )
  }
}

interface Parts {
  readonly settings: ClientConnectConfig
  readonly connection: Connection
  readonly namespace: string
  readonly address: string
  readonly uiUrl: string | null
  readonly resources: ClosingStack
}

function assemble(parts: Parts): TemporalConnection {
  const { connection, namespace, address, uiUrl, resources, settings } = parts
  let native: Promise<NativeConnection> | null = null
  return {
    client: new Client({ connection, namespace }),
    connection,
    nativeConnection() {
      native ??= openNative(settings, resources)
      return native
    },
    namespace,
    address,
    uiUrl,
    embedded: uiUrl !== null,
    [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
  }
}

/** Loaded late: the worker package brings a bundler and a compiler, which most commands do without. */
async function openNative(settings: ClientConnectConfig, resources: ClosingStack): Promise<NativeConnection> {
  const { NativeConnection } = await import('@temporalio/worker')
  const connection = await NativeConnection.connect(settings.connectionOptions)
  resources.defer(() => connection.close())
  return connection
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
