import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici'

/** An answer is some kilobytes; nothing of this size is one. */
const LONGEST_REPLY = 256_000_000

let made: Dispatcher | undefined

/** Whoever asks has a deadline of its own, for the whole of an answer. */
const OWN_TIME = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize: LONGEST_REPLY }

/** Made when first used; heeds the proxies of the environment where Node itself is told to. */
function dispatcher(): Dispatcher {
  made ??= process.env.NODE_USE_ENV_PROXY === '1' ? new EnvHttpProxyAgent(OWN_TIME) : new Agent(OWN_TIME)
  return made
}

/**
 * A fetch for SDKs that only send JSON and read a reply as text, as JSON or as a stream: no redirects, no packed bodies, no
 * streams of the web where none is wanted. Node's own takes twice the processor time, which is most of what asking a fast
 * model takes.
 *
 * @throws whatever the connection does, with a system code, and the signal's reason
 */
export async function plainFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { statusCode, headers, body } = await request(input instanceof Request ? input.url : input, {
    method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
    headers: [...sentHeaders(init.headers), 'accept-encoding', 'identity'],
    body: (init.body ?? null) as string | null,
    signal: init.signal ?? null,
    dispatcher: dispatcher(),
  })
  return new PlainReply(statusCode, headersOf(headers), body) as unknown as Response
}

/** Of a response what SDKs look at. */
class PlainReply {
  readonly ok: boolean
  readonly status: number
  readonly headers: Headers
  readonly #body: Readable & Pick<Body, 'text' | 'json'>
  #stream: NodeStream | undefined

  constructor(status: number, headers: Headers, body: Readable & Pick<Body, 'text' | 'json'>) {
    this.ok = status >= 200 && status < 300
    this.status = status
    this.headers = headers
    this.#body = body
  }

  /** The bytes as they come, for whoever reads no whole. */
  get body(): NodeStream {
    this.#stream ??= Readable.toWeb(this.#body)
    return this.#stream
  }

  text(): Promise<string> {
    return this.#body.text()
  }

  json(): Promise<unknown> {
    return this.#body.json()
  }
}

/** Names and values by turns. */
function sentHeaders(given: RequestInit['headers']): string[] {
  const headers = given instanceof Headers ? given : new Headers(given)
  return [...headers].flat()
}

function headersOf(told: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(told)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  return headers
}
