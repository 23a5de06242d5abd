import {
  connectionFailure,
  type Endpoint,
  invalidAnswer,
  statusFailure,
  streamFailure,
  systemCode,
  timeoutFailure,
} from './provider-failure.ts'
import { withinTime } from './within-time.ts'

/** What whoever sends is given with every request. */
export interface CallOptions {
  /** What an SDK is to be told; its own retries are off, because one place retries. */
  readonly request: { readonly signal: AbortSignal; readonly timeout: number; readonly maxRetries: 0 }
  /** To be called when a piece of the answer itself has come; only the first call counts. */
  readonly onToken: () => void
  /** To be called with the headers of the reply. */
  readonly onHeaders: (headers: Headers) => void
}

/** By whom a request is watched. */
export interface Watch {
  readonly signal: AbortSignal
  /** Told the headers of a reply, also of one that refuses. */
  readonly onHeaders?: (headers: Headers) => void
}

/** A reply, and how long it took from sending to the last byte and to the first piece of the answer, if that was seen. */
export interface Called<T> {
  readonly response: T
  readonly latencyMs: number
  readonly firstTokenMs: number | null
}

/**
 * Sends one request within the endpoint's time, which covers all of a stream, and measures it.
 *
 * @throws TargetError for whatever the provider or the network did; the signal's reason when aborted
 */
export async function callEndpoint<T>(
  endpoint: Endpoint,
  { signal, onHeaders = () => undefined }: Watch,
  send: (options: CallOptions) => Promise<T>,
): Promise<Called<T>> {
  const { timeoutMs } = endpoint
  const start = performance.now()
  let firstTokenMs: number | null = null
  const onToken = () => {
    firstTokenMs ??= performance.now() - start
  }
  try {
    // The deadline is ours: an SDK's own starts anew for the body of an answer, or ends with its headers.
    const limit = { signal, timeoutMs, late: () => timeoutFailure(endpoint) }
    const response = await withinTime(limit, (stop) => {
      const request = { signal: stop, timeout: timeoutMs + 1000, maxRetries: 0 } as const
      return send({ request, onToken, onHeaders })
    })
    return { response, latencyMs: performance.now() - start, firstTokenMs }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Error && 'headers' in error && error.headers instanceof Headers)
      onHeaders(error.headers)
    throw failureOf(error, endpoint)
  }
}

/** The SDKs' errors quote what they got, so none is passed on, not even as a cause. */
function failureOf(error: unknown, endpoint: Endpoint): unknown {
  if (!(error instanceof Error)) return error
  if (error instanceof SyntaxError) return invalidAnswer(endpoint, 'it is not valid JSON, or cut off', 0)
  const { status, headers, code, type } = error as Partial<SdkError>
  if (status !== undefined) return statusFailure({ status, headers, codes: [code, type] }, endpoint)
  // Both SDKs have classes of these names, and no common ancestor.
  const kind = error.constructor.name
  if (kind === 'APIConnectionTimeoutError') return timeoutFailure(endpoint)
  if (kind === 'APIConnectionError' || systemCode(error) !== null || isFetchFailure(error))
    return connectionFailure(endpoint, error)
  return kind === 'APIError' ? streamFailure([code, type], endpoint) : error
}

/** Without a system code: a port that browsers shun, a connection that speaks something else. */
function isFetchFailure(error: Error): boolean {
  return error instanceof TypeError && /^(?:fetch failed|terminated)$/.test(error.message)
}

interface SdkError {
  readonly status: number | undefined
  readonly headers: Headers | undefined
  readonly code: unknown
  readonly type: unknown
}
