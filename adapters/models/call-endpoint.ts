import {
  connectionFailure,
  type Endpoint,
  invalidAnswer,
  statusFailure,
  systemCode,
  timeoutFailure,
} from './provider-failure.ts'

/** What an SDK is to be told with every request; its own retries are off, because one place retries. */
export interface CallOptions {
  readonly signal: AbortSignal
  readonly timeout: number
  readonly maxRetries: 0
}

/**
 * Sends one request through a provider's SDK within the endpoint's time, and measures it to the last byte.
 *
 * @throws TargetError for whatever the provider or the network did; the signal's reason when aborted
 */
export async function callEndpoint<T>(
  endpoint: Endpoint,
  signal: AbortSignal,
  send: (options: CallOptions) => Promise<T>,
): Promise<{ readonly response: T; readonly latencyMs: number }> {
  const deadline = AbortSignal.timeout(endpoint.timeoutMs)
  const start = performance.now()
  try {
    // The deadline is ours: an SDK's own starts anew for the body of an answer, or ends with its headers.
    const timeout = endpoint.timeoutMs + 1000
    const response = await send({ signal: AbortSignal.any([signal, deadline]), timeout, maxRetries: 0 })
    return { response, latencyMs: performance.now() - start }
  } catch (error) {
    signal.throwIfAborted()
    throw deadline.aborted ? timeoutFailure(endpoint) : failureOf(error, endpoint)
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
  if (kind === 'APIConnectionError' || systemCode(error) !== null) return connectionFailure(endpoint, error)
  return error
}

interface SdkError {
  readonly status: number | undefined
  readonly headers: Headers | undefined
  readonly code: unknown
  readonly type: unknown
}
