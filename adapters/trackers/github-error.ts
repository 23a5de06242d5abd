import { DeliveryError } from '../../activities/delivery-error.ts'

/** What was being done and against which server, for the message. */
export interface GitHubCall {
  /** Completes "Cannot …": `open an issue in acme/bot`. */
  readonly what: string
  readonly repo: string
  readonly baseUrl: string
}

/** What Octokit throws when GitHub answered, and the answer was no. */
export interface GitHubRefusal extends Error {
  readonly status: number
  readonly response: {
    readonly headers: Readonly<Record<string, string | number | undefined>>
    readonly data: unknown
  }
}

interface Explanation {
  readonly text: string
  readonly retryable: boolean
  readonly retryAfterMs?: number
}

/** GitHub asks for a pause of a minute at least when it names none itself. */
const DEFAULT_PAUSE_MS = 60_000

/**
 * Says in one message what GitHub refused and what to do about it.
 * The original error is left behind on purpose: it carries the request, and with it the texts of the issue.
 */
export function gitHubError(error: unknown, call: GitHubCall): DeliveryError {
  if (error instanceof DeliveryError) return error
  const { text, ...rest } = explain(error, call)
  return new DeliveryError(`Cannot ${call.what} on ${new URL(call.baseUrl).host}: ${text}`, rest)
}

function explain(error: unknown, call: GitHubCall): Explanation {
  if (!isRefusal(error)) return unreachable(error)
  const pause = rateLimitPause(error)
  if (pause !== null) return rateLimited(pause)
  if (error.status >= 500) {
    return {
      text: `GitHub answered ${error.status}; this passes by itself, try again later`,
      retryable: true,
    }
  }
  return { text: refusal(error, call), retryable: false }
}

function refusal(error: GitHubRefusal, call: GitHubCall): string {
  switch (error.status) {
    case 401:
      return 'the token was rejected (401); set GITHUB_TOKEN to a token that is valid and has not expired'
    case 403:
      return `the token may not do this (403); give it the permission "Issues: write" for ${call.repo} (\`issues: write\` in a workflow), and authorise it for the organisation's single sign-on where there is one`
    case 404:
      return `there is no ${call.repo}, or the token cannot see it (404); check \`repo\` in the config and the repositories the token was given${enterpriseHint(call)}`
    case 410:
      return `issues are switched off in ${call.repo}, or this one was deleted (410); switch them on in the repository's settings, or choose another one`
    case 422:
      return `GitHub found the request invalid (422${invalidFields(error)}); when the names of the config are plain, this is a fault of nightdrift: please report it`
    default:
      return `GitHub answered ${error.status}; expected success. Check https://www.githubstatus.com and the base URL`
  }
}

function enterpriseHint(call: GitHubCall): string {
  const isPublic = new URL(call.baseUrl).host === 'api.github.com'
  return isPublic ? '' : '; the base URL of a GitHub Enterprise server ends in `/api/v3`'
}

/** Names of fields and codes only: GitHub's messages may repeat the text that was sent. */
function invalidFields(error: GitHubRefusal): string {
  const found = validationErrors(error).map(
    ({ field, code }) => `${field ?? 'request'}: ${code ?? 'invalid'}`,
  )
  return found.length === 0 ? '' : `, ${found.join(', ')}`
}

/** Whether GitHub answered at all: a lost connection has a status in Octokit too, but no response. */
export function isRefusal(error: unknown): error is GitHubRefusal {
  return error instanceof Error && 'status' in error && 'response' in error && error.response !== undefined
}

/** The `errors` of a 422, each with whatever of field and code is there. */
export function validationErrors(error: GitHubRefusal): readonly { field?: string; code?: string }[] {
  const data: unknown = error.response.data
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors))
    return []
  return data.errors.filter((each) => typeof each === 'object' && each !== null)
}

function rateLimited(pauseMs: number): Explanation {
  const text = `GitHub's rate limit is used up; it asks to wait ${Math.ceil(pauseMs / 1000)} s. Nothing was changed; try again after that`
  return { text, retryable: true, retryAfterMs: pauseMs }
}

function rateLimitPause(error: GitHubRefusal): number | null {
  const headers = error.response.headers
  const seconds = Number(headers['retry-after'])
  const isLimit =
    error.status === 429 ||
    (error.status === 403 &&
      (seconds > 0 || headers['x-ratelimit-remaining'] === '0' || /\brate limit\b/i.test(error.message)))
  if (!isLimit) return null
  if (seconds > 0) return seconds * 1000
  const reset = Number(headers['x-ratelimit-reset']) * 1000 - Date.now()
  return reset > 0 ? reset + 1000 : DEFAULT_PAUSE_MS
}

function unreachable(error: unknown): Explanation {
  const text = `no answer (${networkReason(error)}); check the network, the proxy and the base URL, then try again`
  return { text, retryable: true }
}

/** The code of the deepest cause (`ECONNREFUSED`, `UND_ERR_SOCKET`), or the name of the error. */
function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  if (error.cause instanceof Error) return networkReason(error.cause)
  return code ?? error.name
}
