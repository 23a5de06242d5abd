import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a test's server was asked. */
export interface SeenRequest {
  readonly url: string
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
}

export interface ModelServer extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  /** Connections taken so far. */
  connections(): number
}

export type Reply = (response: ServerResponse, request: SeenRequest) => void | Promise<void>

/** A model's HTTP server on this machine that answers as the test says; `await using` closes it. */
export async function startModelServer(reply: Reply): Promise<ModelServer> {
  const requests: SeenRequest[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Record<string, unknown>
    const seen = { url: request.url ?? '', method: request.method ?? '', headers: request.headers, body }
    requests.push(seen)
    await reply(response, seen)
  })
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
}

/** Answers with a body and type of its own. */
export function raw(body: string, headers: Record<string, string>): Reply {
  return (response) => {
    response.writeHead(200, headers)
    response.end(body)
  }
}

/** Sends a part of the announced body, then breaks the connection. */
export const cutOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"model": "m", "choi')
  setTimeout(() => response.destroy(), 20)
}

/** Never answers. */
export const hang: Reply = () => undefined

/** Answers with headers at once and never ends the body. */
export const hangInBody: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"model": ')
}

/** One event of a stream as it goes over the wire. */
export function sse(data: unknown, event?: string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${text}\n\n`
}

export interface StreamPlan {
  /** Waits so long between two parts; 0 sends them at once. */
  readonly pauseMs?: number
  /** How the stream ends after the last part. Default: as it should. */
  readonly end?: 'whole' | 'destroyed' | 'never'
  /** Called when the client hangs up before the end. */
  readonly onHangUp?: () => void
}

/** Streams parts of a body as server-sent events. */
export function stream(parts: readonly (string | Uint8Array)[], plan: StreamPlan = {}): Reply {
  const { pauseMs = 0, end = 'whole', onHangUp } = plan
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    response.on('close', () => response.writableFinished || onHangUp?.())
    for (const part of parts) {
      response.write(part)
      await (pauseMs === 0 ? new Promise(setImmediate) : new Promise((done) => setTimeout(done, pauseMs)))
    }
    if (end === 'whole') response.end()
    if (end === 'destroyed') response.destroy()
  }
}
