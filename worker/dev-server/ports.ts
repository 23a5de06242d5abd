import { connect, createServer } from 'node:net'
import { readJson } from './server-files.ts'

/** The server's two ports on 127.0.0.1. */
export interface ServerPorts {
  /** gRPC, what clients and workers connect to. */
  readonly port: number
  readonly uiPort: number
}

/** Temporal's own defaults, so that its CLI and habits work unchanged. */
const usual: ServerPorts = { port: 7233, uiPort: 8233 }

/**
 * Ports for a server to start on: those it had the last time (its pages keep their address), else Temporal's usual
 * ones, each replaced by a free one when somebody holds it.
 *
 * @param preferenceFile where {@link ServerPorts} of the last start are kept; may be missing
 */
export async function choosePorts(preferenceFile: string): Promise<ServerPorts> {
  const wanted = readJson<ServerPorts>(preferenceFile) ?? usual
  const port = (await isFree(wanted.port)) ? wanted.port : await freePort()
  const uiPort = (await isFree(wanted.uiPort)) ? wanted.uiPort : await freePort()
  return { port, uiPort }
}

/** Does something accept connections on 127.0.0.1 at this port? */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 })
    const settle = (isAnswering: boolean) => {
      socket.destroy()
      resolve(isAnswering)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
  })
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === null)
    throw new Error(
      'Cannot find a free port on 127.0.0.1 for the embedded Temporal server: the system gave none. Close programs that hold many connections.',
    )
  return port
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ host: '127.0.0.1', port }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}
