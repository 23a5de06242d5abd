import { answerQuestion, readFacts } from './assistant.ts'
import { JUDGE, judge } from './judge.ts'
import { hashText } from './random.ts'
import { countTokens } from './tokens.ts'

/** The assistant's model; the other one that the server has is its judge. */
export const MODEL = 'velora-assistant-1'

/** A chat-completions request after its check; other parameters of OpenAI's API are accepted and ignored. */
export interface CompletionRequest {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly text: string }[]
  readonly stream: boolean
  readonly includeUsage: boolean
}

/** What the model answered, before it is put into OpenAI's form. */
export interface Completion {
  readonly id: string
  readonly model: string
  readonly text: string
  readonly usage: {
    readonly prompt_tokens: number
    readonly completion_tokens: number
    readonly total_tokens: number
  }
}

/** A request that is refused, in the words and with the code that OpenAI's clients understand. */
export class RequestRefused extends Error {
  readonly status: number
  readonly param: string | null
  readonly code: string | null

  constructor(status: number, message: string, details: { param?: string; code?: string } = {}) {
    super(message)
    this.name = 'RequestRefused'
    this.status = status
    this.param = details.param ?? null
    this.code = details.code ?? null
  }
}

/**
 * Checks the body of a request.
 * @throws RequestRefused 400 for a malformed body, 404 for a model that the server does not have
 */
export function parseRequest(body: string): CompletionRequest {
  const request = parseObject(body)
  if (typeof request.model !== 'string') throw new RequestRefused(400, 'you must provide a model parameter')
  if (request.model !== MODEL && request.model !== JUDGE) {
    const message = `The model does not exist: this server has only \`${MODEL}\` and \`${JUDGE}\`.`
    throw new RequestRefused(404, message, { param: 'model', code: 'model_not_found' })
  }
  const { messages, stream_options: options } = request
  if (!Array.isArray(messages) || messages.length === 0) {
    const message = "Invalid 'messages': expected a list with at least one message."
    throw new RequestRefused(400, message, { param: 'messages' })
  }
  return {
    model: request.model,
    messages: messages.map(parseMessage),
    stream: request.stream === true,
    includeUsage: isObject(options) && options.include_usage === true,
  }
}

/** Answers the last message of the user with what the system messages say, or judges it. Same messages, same answer. */
export function complete(request: CompletionRequest, seed: number): Completion {
  const { messages } = request
  const prompt = messages.filter(({ role }) => role === 'system' || role === 'developer')
  const question = messages.findLast(({ role }) => role === 'user')?.text ?? ''
  const facts = () => readFacts(prompt.map((message) => message.text).join('\n'))
  const text = request.model === JUDGE ? judge(question) : answerQuestion(question, facts(), seed)
  const promptTokens = messages.reduce((sum, message) => sum + countTokens(message.text), 0)
  const completionTokens = countTokens(text)
  return {
    id: `chatcmpl-${hashText(`${seed}/${JSON.stringify(messages)}`)
      .toString(16)
      .padStart(8, '0')}`,
    model: request.model,
    text,
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseObject(body: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    // The parser's own message quotes the body, which is a customer's text.
    throw new RequestRefused(400, 'We could not parse the JSON body of your request.')
  }
  if (isObject(value)) return value
  throw new RequestRefused(400, 'Invalid body: expected a JSON object.')
}

function parseMessage(message: unknown, at: number): { role: string; text: string } {
  if (isObject(message) && typeof message.role === 'string') {
    const text = textOf(message.content)
    if (text !== undefined) return { role: message.role, text }
  }
  const param = `messages[${at}]`
  throw new RequestRefused(400, `Invalid '${param}': expected an object with a role and a text content.`, {
    param,
  })
}

/** A content is a text or a list of parts, of which this model reads the texts. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return undefined
  return content
    .map((part: unknown) => (isObject(part) && typeof part.text === 'string' ? part.text : ''))
    .join('\n')
}
