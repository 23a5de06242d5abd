import type { CallOptions } from './call-endpoint.ts'

/** What both SDKs give for a request: the reply, and the HTTP response that it came in. */
interface Received<T> {
  readonly data: T
  readonly response: Response
}

/**
 * The reply to a request that asked for a stream: put together from its events, or, where the server does not stream
 * and sends one JSON body, that body.
 *
 * @param assemble  makes of the events what the API answers to a request that is not streamed
 * @returns a text where the content type is neither
 */
export async function readStreamed(
  sent: Promise<Received<AsyncIterable<unknown>>>,
  { onHeaders }: CallOptions,
  assemble: (events: AsyncIterable<unknown>) => Promise<unknown>,
): Promise<unknown> {
  const { data, response } = await sent
  onHeaders(response.headers)
  const type = response.headers.get('content-type') ?? ''
  if (/^text\/event-stream\b/i.test(type)) return assemble(data)
  const body = await response.text()
  return /\bjson\b/i.test(type) ? JSON.parse(body) : body
}

/** The reply to a request that asked for one piece. */
export async function readWhole(
  sent: Promise<Received<unknown>>,
  { onHeaders }: CallOptions,
): Promise<unknown> {
  const { data, response } = await sent
  onHeaders(response.headers)
  return data
}
