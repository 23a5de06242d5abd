import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { type ConnectS3, connectS3 } from '../../../adapters/s3/connection.ts'

/** Answers a request as a store would, or as no store should. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => void

/** A server that answers every request as it is told to, and who connects to it. */
export async function startStandIn(t: TestContext, answer: Answering): Promise<ConnectS3> {
  const server = createServer((incoming, response) => answer(incoming, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return connectS3({ AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` })
}

/** Answers with an error as S3 words it, after the request has come in whole. */
export function refusal(status: number, code: string): Answering {
  return (incoming, response) => {
    incoming.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/xml' })
      response.end(`<Error><Code>${code}</Code><Message>what a stranger wrote</Message></Error>`)
    })
  }
}

/** Passes requests on to a real server; the answers that `loses` picks never arrive. */
export function forward(endpoint: string, loses: (request: IncomingMessage) => boolean): Answering {
  return (incoming, response) => {
    const { method, headers } = incoming
    const onward = request(new URL(incoming.url ?? '/', endpoint), { method, headers }, (answer) => {
      if (loses(incoming)) {
        answer.resume().on('end', () => incoming.socket.destroy())
        return
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onward)
  }
}
