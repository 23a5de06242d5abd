import type { CallOptions } from './call-endpoint.ts'
import { brokenStream, type Endpoint, invalidAnswer, streamFailure } from './provider-failure.ts'
import { readEvents } from './server-sent-events.ts'

/** Answers of models are some kilobytes, and their events perhaps a hundred times that. */
const LONGEST_STREAM = 64_000_000

/** Makes of the events of a stream what the API answers to a request that is not streamed. */
export interface Assembly {
  /** @throws TargetError for what is no event of such a stream */
  add(event: unknown): void
  /** Null while the stream has not said that the answer is whole. */
  whole(): unknown
}

/**
 * The reply to a request that asked for a stream: put together from its events, or, where the server does not stream
 * and sends one JSON body, that body.
 *
 * @returns a text where the content type is neither
 * @throws TargetError for a stream that tells an error, or ends before the answer is whole; SyntaxError for broken JSON
 */
export async function readStreamed(
  sent: Promise<Response>,
  assembly: Assembly,
  { call, endpoint }: { readonly call: CallOptions; readonly endpoint: Endpoint },
): Promise<unknown> {
  const response = await sent
  call.onHeaders(response.headers)
  const type = response.headers.get('content-type') ?? ''
  if (!/^text\/event-stream\b/i.test(type) || response.body === null) {
    const body = await response.text()
    return /\bjson\b/i.test(type) ? JSON.parse(body) : body
  }
  await readEvents(response.body, adding(assembly, endpoint))
  const whole = assembly.whole()
  if (whole === null) throw brokenStream(endpoint)
  return whole
}

function adding(assembly: Assembly, endpoint: Endpoint): (data: string) => 'more' | 'last' {
  let size = 0
  return (data) => {
    if (data === '[DONE]') return 'last'
    // A sign of life, and no event of the API.
    if (data === '') return 'more'
    size += data.length
    if (size > LONGEST_STREAM) throw invalidAnswer(endpoint, 'its stream has no end')
    const event: unknown = JSON.parse(data)
    const error = errorIn(event)
    if (error !== null) throw streamFailure([error.code, error.type], endpoint)
    assembly.add(event)
    return 'more'
  }
}

interface ToldError {
  readonly code?: unknown
  readonly type?: unknown
}

/** OpenAI and Anthropic tell an error below `error`; the responses API in an event that is one itself. */
function errorIn(event: unknown): ToldError | null {
  if (typeof event !== 'object' || event === null) return null
  const { error, type } = event as { readonly error?: unknown; readonly type?: unknown }
  if (typeof error === 'object' && error !== null) return error
  return type === 'error' ? event : null
}

/** What both SDKs give for a request: the reply, and the HTTP response that it came in. */
interface Received {
  readonly data: unknown
  readonly response: Response
}

/** The reply to a request that asked for one piece. */
export async function readWhole(sent: Promise<Received>, { onHeaders }: CallOptions): Promise<unknown> {
  const { data, response } = await sent
  onHeaders(response.headers)
  return data
}
