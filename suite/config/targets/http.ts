import { z } from 'zod'
import { endpointUrl } from '../endpoint-url.ts'
import { placeholdersIn, unknownPlaceholders } from '../template-names.ts'
import { callKeys } from './call-keys.ts'
import { versionSpec } from './version.ts'

const pointer = z
  .string()
  .regex(/^(?:\/(?:[^~/]|~[01])*)*$/, 'expected a JSON Pointer such as "/choices/0/text"')

/** Headers whose very name says that they hold a secret. */
const SECRET = /^(?:proxy-)?authorization$|^cookie$|api-?key|token|secret|password/i

const headerSpec = z
  .record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'expected a header name'), z.string())
  .refine((headers) => Object.values(headers).flatMap(placeholdersIn).every(isVariable), {
    error: 'in headers only {{env.NAME}} is replaced, by the environment variable NAME',
  })
  .refine(
    (headers) => Object.entries(headers).every(([name, value]) => !SECRET.test(name) || /\{\{/.test(value)),
    {
      error: 'expected secrets as {{env.NAME}}: they come from the environment only',
    },
  )

const urlSpec = endpointUrl
  .refine((url) => unknownPlaceholders(url).length === 0, {
    error: 'expected no variables but {{input}}, {{id}}, {{tags.NAME}} and {{case.KEY}}',
  })
  .refine((url) => placeholdersIn(url.split('?', 1)[0] ?? '').length === 0, {
    error: 'expected variables in the query only, after the "?"',
  })

const bodySpec = z
  .json()
  .refine((body) => unknownPlaceholders(JSON.stringify(body), ['messages']).length === 0, {
    error: 'expected no variables but {{input}}, {{messages}}, {{id}}, {{tags.NAME}} and {{case.KEY}}',
  })

/** Where in the response each part of the answer is. */
const responseSpec = z.strictObject({
  /** Leads to a text; anything else there is taken as JSON. An empty pointer takes the whole body as text. */
  output: pointer.default('/output'),
  model: pointer.optional(),
  finishReason: pointer.optional(),
  tokens: z
    .strictObject({
      input: pointer,
      output: pointer,
      cached: pointer.optional(),
      reasoning: pointer.optional(),
    })
    .optional(),
  costUsd: pointer.optional(),
  /** Leads to a list of `{name, arguments}`, or of such below `function` as OpenAI writes them. */
  toolCalls: pointer.optional(),
})

export const httpSpec = z
  .strictObject({
    kind: z.literal('http'),
    url: urlSpec,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).default('POST'),
    headers: headerSpec.default({}),
    /** Sent as JSON. */
    body: bodySpec.optional(),
    response: responseSpec.prefault({}),
    /** Names the model where the response does not. */
    model: z.string().min(1).optional(),
    version: versionSpec,
    ...callKeys,
  })
  .refine(({ method, body }) => method !== 'GET' || body === undefined, {
    path: ['body'],
    error: 'a GET request has no body; put {{input}} into the query of `url`, or use another `method`',
  })

export type HttpSpec = z.output<typeof httpSpec>

/**
 * Any endpoint that answers one request with one response. In `body` and the query of `url`, variables of the case are
 * replaced: values of JSON, never pieces of its text. Keys in `headers` come from the environment by `{{env.NAME}}`.
 *
 * @example http({ url: 'http://127.0.0.1:3000/ask', body: { question: '{{input}}' }, response: { output: '/answer' } })
 * @example http({ url: 'https://bot.acme.example/chat', headers: { authorization: 'Bearer {{env.BOT_KEY}}' }, body: { messages: '{{messages}}' } })
 */
export function http(options: Omit<z.input<typeof httpSpec>, 'kind'>): z.input<typeof httpSpec> {
  return { kind: 'http', ...options }
}

function isVariable(name: string): boolean {
  return /^env\.[A-Za-z_]\w*$/.test(name)
}
