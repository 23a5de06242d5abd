import { TargetError } from '../../suite/target.ts'
import type { Endpoint } from './provider-failure.ts'

const MOST_REDIRECTS = 5

/**
 * Node's fetch that follows a redirect only to the same origin, and only where the request stays what it is: headers
 * may hold a key, and a POST that becomes a GET asks something else.
 *
 * @throws TargetError for any other redirect: no case can be asked at this address
 */
export async function followedFetch(url: URL, init: RequestInit, endpoint: Endpoint): Promise<Response> {
  let at = url
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(at, { ...init, redirect: 'manual' })
    if (!isRedirect(response.status)) return response
    await response.body?.cancel()
    const next = URL.parse(response.headers.get('location') ?? '', at)
    const isSame = response.status >= 307 || init.method === 'GET'
    if (next?.origin !== url.origin || !isSame || redirects === MOST_REDIRECTS)
      throw refusal(response.status, endpoint)
    at = next
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function refusal(status: number, { name, host }: Endpoint): TargetError {
  return new TargetError(
    'unauthorised',
    `Cannot get an answer from ${name} at ${host}: HTTP ${status}, a redirect that is not followed: to another host, by another method, or too often. Set the target's \`url\` to where it leads.`,
  )
}
