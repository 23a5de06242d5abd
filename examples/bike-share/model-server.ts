import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { MODEL_SEED } from './velora/assistant.ts'
import { type Completion, complete, MODEL, parseRequest, RequestRefused } from './velora/completion.ts'
import { JUDGE } from './velora/judge.ts'
import { hashText } from './velora/random.ts'

/** How to start the server. */
export interface ModelServerOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Decides which few answers are wrong, and how answers are worded. */
  readonly seed?: number
  /** About how long an answer takes (default 4 ms). */
  readonly latencyMs?: number
}

/** `url` is the base URL for OpenAI clients, `http://127.0.0.1:4010/v1`. */
export interface ModelServer {
  readonly url: string
  close(): Promise<void>
}

const LARGEST_BODY = 1_000_000

/**
 * Starts the assistant's model: an OpenAI-compatible server for chat completions, plain or streamed, on this machine
 * only. It knows what the system prompt tells it and makes up the rest; see `velora/assistant.ts`.
 * @throws Error when the port is taken
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { port = 0, seed = MODEL_SEED, latencyMs = 4 } = options
  const server = createServer((request, response) => {
    respond(request, response, { seed, latencyMs }).catch((error: unknown) => sendError(response, error))
  })
  await listen(server, port)
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}/v1`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (cause) =>
      fail(
        new Error(`Cannot start the model server on port ${port}: choose a free port, or 0 for any.`, {
          cause,
        }),
      ),
    )
    server.listen(port, '127.0.0.1', done)
  })
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: { seed: number; latencyMs: number },
): Promise<void> {
  const route = `${request.method} ${(request.url ?? '').split('?')[0]}`
  if (route === 'GET /v1/models') return sendJson(response, 200, { object: 'list', data: MODELS })
  if (route !== 'POST /v1/chat/completions') {
    throw new RequestRefused(404, 'Unknown request URL: try POST /v1/chat/completions.', {
      code: 'unknown_url',
    })
  }
  const asked = parseRequest(await readBody(request))
  const completion = complete(asked, options.seed)
  // Between half and one and a half of it, the same for the same request.
  await sleep(options.latencyMs * (0.5 + (hashText(completion.id) % 1000) / 1000))
  if (asked.stream) sendStream(response, completion, asked.includeUsage)
  else sendJson(response, 200, wholeCompletion(completion))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new RequestRefused(413, 'The body is too large: at most 1 MB is read.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const MODELS = [MODEL, JUDGE].map((id) => ({
  id,
  object: 'model',
  created: 1_790_000_000,
  owned_by: 'velora',
}))

const seconds = () => Math.floor(Date.now() / 1000)

function wholeCompletion({ id, model, text, usage }: Completion) {
  const message = { role: 'assistant', content: text, refusal: null }
  return {
    id,
    object: 'chat.completion',
    created: seconds(),
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage,
  }
}

function sendStream(response: ServerResponse, completion: Completion, includeUsage: boolean): void {
  const { id, model, text, usage } = completion
  const head = { id, object: 'chat.completion.chunk', created: seconds(), model }
  const send = (chunk: object) => response.write(`data: ${JSON.stringify({ ...head, ...chunk })}\n\n`)
  const delta = (content: object, reason: string | null = null) =>
    send({ choices: [{ index: 0, delta: content, finish_reason: reason }] })
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  delta({ role: 'assistant', content: '' })
  for (const word of text.match(/\s*\S+/g) ?? []) delta({ content: word })
  delta({}, 'stop')
  if (includeUsage) send({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function sendError(response: ServerResponse, error: unknown): void {
  const refused =
    error instanceof RequestRefused ? error : new RequestRefused(500, 'The server had an error. Try again.')
  const { status, message, param, code } = refused
  // What is left of a body that was too large would pass for the next request.
  if (status === 413 && !response.headersSent) response.setHeader('connection', 'close')
  if (response.headersSent) response.destroy()
  else sendJson(response, status, { error: { message, type: typeOf(status), param, code } })
}

const typeOf = (status: number): string => (status >= 500 ? 'server_error' : 'invalid_request_error')

// Node 22 has no `import.meta.main`.
if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const server = await startModelServer({ port: Number(process.env.PORT ?? 4010) })
  console.log(`The assistant's model listens on ${server.url}. Stop it with Ctrl+C.`)
}
