import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import addFormats from 'ajv-formats'
import { type Context, OpenAPIBackend } from 'openapi-backend'
import { commentJson, issueJson, labelJson, type StoredIssue } from './github-shapes.ts'

/** How the next matching request goes wrong. `lost` does what was asked, then drops the connection unanswered. */
export type Failure =
  | 'lost'
  | 'unreachable'
  | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** A GitHub of one repository (`acme/bot`, token `good-token`) in memory, which refuses whatever GitHub's own description does. */
export interface GitHubServer {
  readonly url: string
  readonly issues: StoredIssue[]
  readonly labels: Set<string>
  readonly requests: SeenRequest[]
  /** Answers of this server that GitHub's description forbids; a test ends with none. */
  readonly violations: string[]
  /** The next `times` requests whose `METHOD /path` matches fail in this way. */
  failNext(failure: Failure, options?: { readonly on?: RegExp; readonly times?: number }): void
  addIssue(issue: Partial<StoredIssue>): StoredIssue
  close(): Promise<void>
}

interface Reply {
  readonly status: number
  readonly json: unknown
  readonly headers?: Readonly<Record<string, string>>
}

interface State {
  readonly issues: StoredIssue[]
  readonly labels: Set<string>
  readonly failures: { failure: Failure; on: RegExp; times: number }[]
  api: string
}

const DESCRIPTION = new URL('../../../../shared/openapi/github-issues.json', import.meta.url)

/** Why the server cannot be started here (GitHub's description is missing), or null. */
export async function whyNoGitHubServer(): Promise<string | null> {
  const isThere = await readFile(DESCRIPTION).then(
    () => true,
    () => false,
  )
  if (isThere) return null
  const reason = "GitHub's OpenAPI description is not beside the repository"
  if (process.env.NIGHTDRIFT_STRICT === '1') throw new Error(reason)
  return reason
}

/** Starts the server on a free port of the loopback. */
export async function startGitHubServer(): Promise<GitHubServer> {
  const state: State = { issues: [], labels: new Set(), failures: [], api: '' }
  const seen = { requests: [] as SeenRequest[], violations: [] as string[] }
  const api = await createApi(state)
  const server = createServer((request, response) => {
    serve({ api, state, ...seen }, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  state.api = `${url}/repos/acme/bot`
  return {
    ...seen,
    url,
    issues: state.issues,
    labels: state.labels,
    failNext: (failure, { on = /./, times = 1 } = {}) => state.failures.push({ failure, on, times }),
    addIssue: (issue) => store(state, issue),
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function createApi(state: State): Promise<OpenAPIBackend> {
  const definition = JSON.parse(await readFile(DESCRIPTION, 'utf8'))
  const customizeAjv = (ajv: object) => {
    ;(addFormats as unknown as (ajv: object) => void)(ajv)
    return ajv as never
  }
  const api = new OpenAPIBackend({
    definition,
    quick: true,
    strict: false,
    customizeAjv,
    handlers: handlers(state),
  })
  await api.init()
  return api
}

async function serve(
  server: { api: OpenAPIBackend; state: State; requests: SeenRequest[]; violations: string[] },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { seen, call } = await readRequest(request)
  server.requests.push(seen)
  const failure = takeFailure(server.state, `${seen.method} ${seen.path}`)
  if (failure === 'unreachable') return void response.destroy()
  const reply: Reply = isStatus(failure) ? refuse(failure) : await server.api.handleRequest(call, request)
  if (failure === 'lost') return void response.destroy()
  const operation = server.api.matchOperation(call)
  const isListed = operation !== undefined && `${reply.status}` in (operation.responses ?? {})
  const errors = isListed ? server.api.validateResponse(reply.json, operation, reply.status).errors : null
  if (errors) server.violations.push(`${seen.method} ${seen.path} ${reply.status}: ${JSON.stringify(errors)}`)
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
  response.end(JSON.stringify(reply.json))
}

async function readRequest(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  const url = new URL(request.url ?? '/', 'http://github.test')
  const method = request.method ?? 'GET'
  const headers = request.headers as Record<string, string>
  const query = Object.fromEntries(url.searchParams)
  return {
    seen: { method, path: `${url.pathname}${url.search}`, body },
    call: { method, path: url.pathname, headers, query, ...(body === undefined ? {} : { body }) },
  }
}

function takeFailure(state: State, line: string): Failure | null {
  const next = state.failures.find(({ on, times }) => times > 0 && on.test(line))
  if (next === undefined) return null
  next.times -= 1
  return next.failure
}

function isStatus(failure: Failure | null): failure is Exclude<Failure, string> {
  return failure !== null && typeof failure === 'object'
}

function refuse(failure: Exclude<Failure, string>): Reply {
  const json = failure.body ?? {
    message: `Failing with ${failure.status}`,
    documentation_url: 'https://docs.test',
  }
  return { status: failure.status, json, headers: failure.headers ?? {} }
}

const notFound = (): Reply => ({ status: 404, json: { message: 'Not Found', status: '404' } })

function guarded(handler: (context: Context) => Reply) {
  return (context: Context, request: IncomingMessage): Reply => {
    if (request.headers.authorization !== 'token good-token') {
      return { status: 401, json: { message: 'Bad credentials' } }
    }
    const { owner, repo } = context.request.params
    return owner === 'acme' && repo === 'bot' ? handler(context) : notFound()
  }
}

function handlers(state: State) {
  return {
    'issues/list-for-repo': guarded((context) => listIssues(state, context)),
    'issues/create': guarded(({ request }) => createIssue(state, request.requestBody)),
    'issues/update': withIssue(state, (issue, { request }) => {
      Object.assign(issue, request.requestBody)
      return { status: 200, json: issueJson(state.api, issue) }
    }),
    'issues/list-comments': withIssue(state, (issue, context) => listComments(state, issue, context)),
    'issues/create-comment': withIssue(state, (issue, { request }) =>
      createComment(state, issue, request.requestBody.body),
    ),
    'issues/get-label': guarded(({ request }) => {
      const name = String(request.params.name)
      return state.labels.has(name) ? { status: 200, json: labelJson(state.api, name) } : notFound()
    }),
    'issues/create-label': guarded(({ request }) => createLabel(state, request.requestBody.name)),
    validationFail: ({ validation }: Context): Reply => invalidRequest(errorsOf(validation.errors)),
    notFound,
    notImplemented: notFound,
  }
}

function withIssue(state: State, handle: (issue: StoredIssue, context: Context) => Reply) {
  return guarded((context) => {
    const number = Number(context.request.params.issue_number)
    const issue = state.issues.find((each) => each.number === number)
    return issue === undefined ? notFound() : handle(issue, context)
  })
}

function listComments(state: State, issue: StoredIssue, context: Context): Reply {
  const all = issue.comments.map((body, index) => commentJson(state.api, issue.number, index, body))
  return paged(all, `${state.api}/issues/${issue.number}/comments`, context)
}

function createComment(state: State, issue: StoredIssue, body: string): Reply {
  if (body.length > 65_536) return invalid('IssueComment', 'body')
  const index = issue.comments.push(body) - 1
  return { status: 201, json: commentJson(state.api, issue.number, index, body) }
}

function errorsOf(errors: unknown): object[] {
  return Array.isArray(errors)
    ? errors.map((each) => ({ code: 'invalid', message: String(each.message) }))
    : []
}

function invalid(resource: string, field: string, code = 'custom'): Reply {
  return invalidRequest([{ resource, field, code }])
}

function invalidRequest(errors: readonly object[]): Reply {
  const json = { message: 'Validation Failed', documentation_url: 'https://docs.test', errors }
  return { status: 422, json }
}

function createLabel(state: State, name: string): Reply {
  if (name.length > 50) return invalid('Label', 'name')
  if (state.labels.has(name)) return invalid('Label', 'name', 'already_exists')
  state.labels.add(name)
  return { status: 201, json: labelJson(state.api, name) }
}

function createIssue(state: State, body: { title: string; body?: string; labels?: string[] }): Reply {
  if ((body.body ?? '').length > 65_536) return invalid('Issue', 'body')
  const issue = store(state, body)
  return { status: 201, json: issueJson(state.api, issue) }
}

function store(state: State, issue: Partial<StoredIssue>): StoredIssue {
  const empty = {
    title: '',
    body: '',
    state: 'open' as const,
    labels: [],
    comments: [],
    isPullRequest: false,
  }
  const stored = { ...empty, ...issue, number: state.issues.length + 1 }
  state.issues.push(stored)
  return stored
}

function listIssues(state: State, context: Context): Reply {
  const { state: wanted = 'open', labels = '' } = context.request.query
  const names = String(labels).split(',').filter(Boolean)
  const found = state.issues
    .filter((issue) => wanted === 'all' || issue.state === wanted)
    .filter((issue) => names.every((name) => issue.labels.includes(name)))
    .map((issue) => issueJson(state.api, issue))
  return paged(found.reverse(), `${state.api}/issues`, context)
}

function paged(all: readonly unknown[], address: string, context: Context): Reply {
  const { page: pageText = '1', per_page: perPage = '30' } = context.request.query
  const [page, size] = [Number(pageText), Math.min(100, Number(perPage))]
  const query = new URLSearchParams({
    ...(context.request.query as Record<string, string>),
    page: `${page + 1}`,
  })
  const more = page * size < all.length
  const headers: Record<string, string> = more ? { link: `<${address}?${query}>; rel="next"` } : {}
  return { status: 200, json: all.slice((page - 1) * size, page * size), headers }
}
