import { TargetError } from '../../suite/target.ts'

/** Whom a request went to, in words that may stand in an error: no key, no address with credentials. */
export interface Endpoint {
  /** `openai gpt-5-mini`. */
  readonly name: string
  /** `api.openai.com`, with its port if it has one. */
  readonly host: string
  readonly apiKeyEnv: string
  readonly timeoutMs: number
}

/** A response of a status other than 2xx. `codes` are the provider's own words for the cause. */
export interface StatusFailure {
  readonly status: number
  readonly headers: Headers | undefined
  readonly codes: readonly unknown[]
}

/** Codes that say something a status does not. Only these are repeated: an error's text may quote the prompt. */
const KNOWN_CODES = new Set([
  'context_length_exceeded',
  'content_policy_violation',
  'content_filter',
  'insufficient_quota',
  'invalid_api_key',
  'invalid_request_error',
  'invalid_prompt',
  'model_not_found',
  'not_found_error',
  'overloaded_error',
  'permission_error',
  'rate_limit_exceeded',
  'string_above_max_length',
  'unsupported_country_region_territory',
  'unsupported_parameter',
  'unsupported_value',
])

/**
 * What a refused request means for its case, and what to do about it.
 * Asking again can help after 408, 409, 425, 429 and 5xx; how long to wait comes from the response.
 */
export function statusFailure(failure: StatusFailure, endpoint: Endpoint): TargetError {
  const { status } = failure
  const code = failure.codes.find((one): one is string => typeof one === 'string' && KNOWN_CODES.has(one))
  const start = `Cannot get an answer from ${endpoint.name} at ${endpoint.host}: HTTP ${status}${code ? ` (${code})` : ''}`
  const wait = retryAfter(failure.headers, Date.now())
  if (status === 401)
    return new TargetError(
      'unauthorised',
      `${start}. The key is not accepted; set ${endpoint.apiKeyEnv} to a valid one.`,
    )
  if (status === 402 || code === 'insufficient_quota')
    return new TargetError(
      'unauthorised',
      `${start}. The account has no credit left; add some, or set ${endpoint.apiKeyEnv} to another key.`,
    )
  if (status === 403)
    return new TargetError(
      'unauthorised',
      `${start}. The key in ${endpoint.apiKeyEnv} may not do this; give it access to the model, or use another.`,
    )
  if (status === 404)
    return new TargetError(
      'unauthorised',
      `${start}. There is no such model or address; check \`model\` and \`baseUrl\`.`,
    )
  if (code === 'content_filter' || code === 'content_policy_violation')
    return new TargetError('filtered', `${start}. The provider's content filter stopped the request.`)
  if (status === 429)
    return new TargetError(
      'rate-limited',
      `${start}. Too many requests; lower the target's \`concurrency\`, or raise the account's limit.`,
      wait,
    )
  if (status === 408 || status === 504)
    return new TargetError('timeout', `${start}. The service itself ran out of time.`, wait)
  if (status >= 500)
    return new TargetError(
      'unreachable',
      `${start}. The service failed; look at its status page or log.`,
      wait,
    )
  const transient = status === 409 || status === 425
  return new TargetError(
    'rejected',
    `${start}. The request was not accepted; check the target's settings and the length of this case.`,
    transient ? wait : null,
  )
}

/** No whole answer came within the target's `timeoutMs`. */
export function timeoutFailure({ name, host, timeoutMs }: Endpoint): TargetError {
  const text = `Cannot get an answer from ${name} at ${host}: none within ${timeoutMs / 1000} s. Raise the target's \`timeoutMs\` if such answers take longer.`
  return new TargetError('timeout', text, 0)
}

/** No connection, or one that broke. `cause` is looked through for a system code such as ECONNREFUSED. */
export function connectionFailure({ name, host }: Endpoint, cause: unknown): TargetError {
  const code = systemCode(cause)
  const text = `Cannot get an answer from ${name} at ${host}: ${connectionWords(code)}. Check that the server runs, and the target's \`baseUrl\`.`
  return new TargetError('unreachable', text, 0)
}

/** A response of status 2xx that is no answer; `got` says what it is, in our words. */
export function invalidAnswer(
  { name, host }: Endpoint,
  got: string,
  retryAfterMs: number | null = null,
): TargetError {
  return new TargetError(
    'invalid-answer',
    `Cannot read the answer of ${name} at ${host}: ${got}.`,
    retryAfterMs,
  )
}

/**
 * How long a response says to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date.
 * 0 when it says nothing usable.
 *
 * @param now  Unix milliseconds
 * @example retryAfter(new Headers({ 'retry-after': '2' }), 0) // 2000
 */
export function retryAfter(headers: Headers | undefined, now: number): number {
  const precise = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  const text = headers?.get('retry-after')?.trim() ?? ''
  const wait = Number.isFinite(precise)
    ? precise
    : /^\d+(\.\d+)?$/.test(text)
      ? Number(text) * 1000
      : Date.parse(text) - now
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : 0
}

const CODE_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  ENOTFOUND: 'its host name is not known (ENOTFOUND)',
  EAI_AGAIN: 'its host name could not be looked up (EAI_AGAIN)',
  ECONNRESET: 'the connection broke (ECONNRESET)',
  UND_ERR_SOCKET: 'the connection broke before the answer was whole',
  UND_ERR_CONNECT_TIMEOUT: 'it did not take the connection in time',
}

function connectionWords(code: string | null): string {
  return code === null ? 'the connection failed' : (CODE_WORDS[code] ?? `the connection failed (${code})`)
}

/** The system code of an error or of what caused it, such as ECONNREFUSED; `null` when there is none. */
export function systemCode(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > 5) return null
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown }
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code
  return systemCode(cause, depth + 1) ?? systemCode(Array.isArray(errors) ? errors[0] : null, depth + 1)
}
