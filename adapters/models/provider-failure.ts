import { TargetError } from '../../suite/target.ts'

/** Whom a request went to, in words that may stand in an error: no key, no address with credentials. */
export interface Endpoint {
  /** `openai gpt-5-mini`. */
  readonly name: string
  /** `api.openai.com`, with its port if it has one. */
  readonly host: string
  /** The variable that holds the key; `null` where headers of the config's own do. */
  readonly apiKeyEnv: string | null
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

/** Errors that a provider tells inside a stream, after a status of 200, and the status they have else. */
const STREAM_STATUS: Readonly<Record<string, number>> = {
  authentication_error: 401,
  content_filter: 400,
  insufficient_quota: 429,
  invalid_api_key: 401,
  invalid_prompt: 400,
  invalid_request_error: 400,
  not_found_error: 404,
  overloaded_error: 529,
  permission_error: 403,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  timeout_error: 504,
}

type Reaction = readonly [kind: TargetError['kind'], advice: string, again?: boolean]

/**
 * What a refused request means for its case, and what to do about it.
 * Asking again can help after 408, 409, 425, 429 and 5xx; how long to wait comes from the response.
 */
export function statusFailure({ status, headers, codes }: StatusFailure, endpoint: Endpoint): TargetError {
  const code = knownCode(codes)
  const wait = retryAfter(headers, Date.now())
  return refusal(`HTTP ${status}${code ? ` (${code})` : ''}`, reactionTo(status, code, endpoint), {
    endpoint,
    wait,
  })
}

/** What an error inside a stream means for its case; one that is not known is a failure of the service. */
export function streamFailure(codes: readonly unknown[], endpoint: Endpoint): TargetError {
  const told = codes.find((one): one is string => typeof one === 'string' && one in STREAM_STATUS)
  const reaction = reactionTo(STREAM_STATUS[told ?? ''] ?? 500, knownCode(codes), endpoint)
  return refusal(`an error inside its stream${told ? ` (${told})` : ''}`, reaction, { endpoint, wait: 0 })
}

/** A stream that ended before it said that the answer is whole. */
export function brokenStream({ name, host }: Endpoint): TargetError {
  const text = `Cannot get an answer from ${name} at ${host}: its stream broke off before the answer was whole. A server that cannot stream wants \`stream: false\` in the target.`
  return new TargetError('unreachable', text, 0)
}

function refusal(
  got: string,
  [kind, advice, again = false]: Reaction,
  { endpoint, wait }: { readonly endpoint: Endpoint; readonly wait: number },
): TargetError {
  const text = `Cannot get an answer from ${endpoint.name} at ${endpoint.host}: ${got}. ${advice}`
  return new TargetError(kind, text, again ? wait : null)
}

function knownCode(codes: readonly unknown[]): string | undefined {
  return codes.find((one): one is string => typeof one === 'string' && KNOWN_CODES.has(one))
}

function reactionTo(status: number, code: string | undefined, endpoint: Endpoint): Reaction {
  if (code === 'insufficient_quota' || [401, 402, 403, 404].includes(status))
    return ['unauthorised', accessAdvice(status, code, endpoint)]
  if (status >= 300 && status < 400)
    return [
      'unauthorised',
      `A redirect is not followed, because it could take the key elsewhere; set the target's \`${addressKey(endpoint)}\` to where it leads.`,
    ]
  if (code === 'content_filter' || code === 'content_policy_violation')
    return ['filtered', "The provider's content filter stopped the request."]
  if (status === 429) {
    const advice = "Too many requests; lower the target's `concurrency`, or raise the account's limit."
    return ['rate-limited', advice, true]
  }
  if (status === 408 || status === 504) return ['timeout', 'The service itself ran out of time.', true]
  if (status >= 500) return ['unreachable', 'The service failed; look at its status page or log.', true]
  const advice = "The request was not accepted; check the target's settings and the length of this case."
  return ['rejected', advice, status === 409 || status === 425]
}

function accessAdvice(status: number, code: string | undefined, endpoint: Endpoint): string {
  const key = endpoint.apiKeyEnv ?? "the target's `headers`"
  if (status === 401) return `The key is not accepted; put a valid one into ${key}.`
  if (status === 402 || code === 'insufficient_quota')
    return `The account has no credit left; add some, or put another key into ${key}.`
  if (status === 403) return `The key in ${key} may not do this; give it access, or use another.`
  return `There is no such address, or no such model at it; check the target's \`${addressKey(endpoint)}\` and model.`
}

function addressKey({ apiKeyEnv }: Endpoint): string {
  return apiKeyEnv === null ? 'url' : 'baseUrl'
}

/** No whole answer came within the target's `timeoutMs`. */
export function timeoutFailure({ name, host, timeoutMs }: Endpoint): TargetError {
  const text = `Cannot get an answer from ${name} at ${host}: none within ${timeoutMs / 1000} s. Raise the target's \`timeoutMs\` if such answers take longer.`
  return new TargetError('timeout', text, 0)
}

/** No connection, or one that broke. `cause` is looked through for a system code such as ECONNREFUSED. */
export function connectionFailure(endpoint: Endpoint, cause: unknown): TargetError {
  const words = connectionWords(systemCode(cause))
  const text = `Cannot get an answer from ${endpoint.name} at ${endpoint.host}: ${words}. Check that the server runs, and the target's \`${addressKey(endpoint)}\`.`
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
