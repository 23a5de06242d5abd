import type { Case } from '../../suite/case.ts'
import type { HttpSpec } from '../../suite/config/targets/http.ts'
import type { Target } from '../../suite/target.ts'
import { caseVariable, fillJson, fillText } from '../../suite/template.ts'
import type { CallOptions } from './call-endpoint.ts'
import { createEndpointTarget } from './endpoint-target.ts'
import { followedFetch } from './followed-fetch.ts'
import { type HttpBody, readHttpAnswer } from './http-answer.ts'
import { readHttpHeaders } from './http-headers.ts'
import { ofVersion } from './of-version.ts'
import { type Endpoint, statusFailure } from './provider-failure.ts'
import { readBounded } from './read-bounded.ts'

/** Answers of models are some kilobytes; a body beyond this is something else. */
const LONGEST_BODY = 16_000_000

/** One request, but for the headers; the host is no part of its digest. */
interface HttpRequest {
  readonly method: HttpSpec['method']
  /** Path and query. */
  readonly path: string
  readonly body?: unknown
}

/**
 * A target behind any endpoint. Redirects are followed on the same origin only, so that no key goes elsewhere.
 *
 * @throws ConfigError when a header wants a variable that the environment does not have
 */
export function createHttpTarget(spec: HttpSpec, env: Readonly<Record<string, string | undefined>>): Target {
  const { origin, host } = new URL(spec.url)
  const endpoint: Endpoint = { name: `http ${host}`, host, apiKeyEnv: null, timeoutMs: spec.timeoutMs }
  const headers = readHttpHeaders(spec, env)
  const target = createEndpointTarget<HttpRequest>(endpoint, {
    body: (item) => requestOf(item, spec),
    send: ({ method, path, body }, call) => {
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      return send(new URL(path, origin), init, { call, endpoint })
    },
    read: (reply) => readHttpAnswer(reply as HttpBody, spec, endpoint),
  })
  return ofVersion(target, spec.version)
}

function requestOf(item: Case, { url, method, body }: HttpSpec): HttpRequest {
  const lookup = (name: string) => caseVariable(item, name)
  const [address = '', ...query] = url.split('?')
  const filled = fillText(query.join('?'), (name) => encodeURIComponent(asText(lookup(name))))
  const { pathname, search } = new URL(query.length === 0 ? address : `${address}?${filled}`)
  const path = `${pathname}${search}`
  return method === 'GET'
    ? { method, path }
    : { method, path, body: fillJson(body ?? { input: '{{input}}' }, lookup) }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

async function send(
  url: URL,
  init: RequestInit,
  { call, endpoint }: { readonly call: CallOptions; readonly endpoint: Endpoint },
): Promise<HttpBody> {
  const response = await followedFetch(url, { ...init, signal: call.request.signal }, endpoint)
  call.onHeaders(response.headers)
  if (!response.ok) {
    await response.body?.cancel()
    throw statusFailure({ status: response.status, headers: response.headers, codes: [] }, endpoint)
  }
  const isJson = /\bjson\b/i.test(response.headers.get('content-type') ?? '')
  return { text: await readBounded(response, LONGEST_BODY, endpoint), isJson }
}
