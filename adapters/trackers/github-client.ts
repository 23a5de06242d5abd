import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import { DeliveryError } from '../../activities/delivery-error.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { isLoopback } from '../loopback.ts'
import { gitHubError } from './github-error.ts'

/** Where a repository's issues are reached, and with which right. */
export interface GitHubClientOptions {
  /** `owner/name`. */
  readonly repo: string
  readonly token: string
  /** The REST API's root; a GitHub Enterprise server has it at `https://HOST/api/v3`. Default: api.github.com. */
  readonly baseUrl?: string
  /** Space requests out as GitHub asks (a write a second, a notification every three). Default true. */
  readonly throttle?: boolean
  /** How long one answer may take, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number
}

/** One repository over Octokit; `call` turns whatever fails inside into a `DeliveryError` that names what was done. */
export interface GitHubClient {
  readonly octokit: Octokit
  /** Owner and name, as every endpoint takes them. */
  readonly at: { readonly owner: string; readonly repo: string }
  call<T>(what: string, request: () => Promise<T>): Promise<T>
}

const PUBLIC_API = 'https://api.github.com'
const ThrottledOctokit = Octokit.plugin(throttling)
const quiet = () => undefined

/**
 * Builds the client. It never repeats a request by itself: who retries is who knows whether a lost answer matters.
 * @throws ConfigError for a repository that is not `owner/name`, an empty or impossible token, or a plain-HTTP base URL
 */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const at = parseRepo(options.repo)
  const baseUrl = parseBaseUrl(options.baseUrl ?? PUBLIC_API)
  const octokit = new ThrottledOctokit({
    auth: parseToken(options.token),
    baseUrl,
    userAgent: 'nightdrift',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { fetch: fetchWithin(options.timeoutMs ?? 30_000), redirect: 'manual' },
    throttle: {
      enabled: options.throttle ?? true,
      id: baseUrl,
      onRateLimit: quiet,
      onSecondaryRateLimit: quiet,
    },
  })
  refuseRedirects(octokit, options.repo)
  refuseOtherAnswers(octokit, baseUrl)
  return { octokit, at, call: (what, request) => translated({ what, repo: options.repo, baseUrl }, request) }
}

async function translated<T>(
  call: { readonly what: string; readonly repo: string; readonly baseUrl: string },
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw gitHubError(error, call)
  }
}

/** Followed, the redirect of a renamed repository would turn the creation of an issue into a listing. */
function refuseRedirects(octokit: Octokit, repo: string): void {
  octokit.hook.after('request', (response) => {
    if (Number(response.status) < 300) return
    throw new DeliveryError(
      `Cannot use ${repo} on GitHub: it has moved (${response.status}); put its present name into \`repo\` in the config`,
      { retryable: false },
    )
  })
}

/** A login page, or the pages of a server instead of its API, answer well too, with something else than JSON. */
function refuseOtherAnswers(octokit: Octokit, baseUrl: string): void {
  octokit.hook.after('request', ({ status, headers }) => {
    if (Number(status) === 204 || /json/i.test(headers['content-type'] ?? '')) return
    throw new DeliveryError(
      `Cannot use GitHub at ${new URL(baseUrl).host}: what answers there does not speak as its API does (no JSON); check \`baseUrl\` in the config (that of a GitHub Enterprise server ends in \`/api/v3\`)`,
      { retryable: false },
    )
  })
}

function fetchWithin(timeoutMs: number): typeof fetch {
  return (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) })
}

function parseRepo(repo: string): { readonly owner: string; readonly repo: string } {
  const match = /^([\w.-]+)\/([\w.-]+)$/.exec(repo)
  const [, owner, name] = match ?? []
  if (owner !== undefined && name !== undefined) return { owner, repo: name }
  throw new ConfigError(
    `Cannot use the GitHub repository ${JSON.stringify(repo)}; expected \`owner/name\`, as in \`github({ repo: 'acme/bot' })\``,
  )
}

function parseToken(token: string): string {
  const trimmed = token.trim()
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed
  const got = trimmed === '' ? 'it is empty' : 'it holds characters that no token has'
  throw new ConfigError(
    `Cannot use the GitHub token: ${got}; set GITHUB_TOKEN to a token with the permission "Issues: write"`,
  )
}

function parseBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url !== null && isSafe && url.username === '') return url.href.replace(/\/+$/, '')
  throw new ConfigError(
    `Cannot use the GitHub base URL${url === null ? '' : ` of host \`${url.host}\``}; expected \`https://HOST/api/v3\`, without a user in it: plain HTTP would show the token to the network`,
  )
}
