import { z } from 'zod'
import { type Completion, completionUsage } from './openai-completion.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'
import type { Assembly } from './streamed-reply.ts'

const toolDelta = z.object({
  index: z.int().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
})

/** What is read of one chunk of a stream; anything else in it is left alone. */
const chunk = z.object({
  model: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z.array(toolDelta).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: completionUsage,
})

type Delta = NonNullable<NonNullable<z.output<typeof chunk>['choices']>[number]['delta']>
type Call = { function: { name: string; arguments: string } }

interface Message {
  content: string | null
  refusal: string | null
  readonly tool_calls: Call[]
}

/** Puts a chat completion together from the chunks of its stream. The usage may stand in a last chunk of its own. */
export class CompletionAssembly implements Assembly {
  readonly #message: Message = { content: null, refusal: null, tool_calls: [] }
  readonly #onToken: () => void
  readonly #endpoint: Endpoint
  #told: Pick<Completion, 'model' | 'system_fingerprint' | 'usage'> = {}
  #finish: string | null = null

  /** @param onToken  told when text, a refusal or a tool call comes; hidden reasoning is none of them */
  constructor(onToken: () => void, endpoint: Endpoint) {
    this.#onToken = onToken
    this.#endpoint = endpoint
  }

  add(one: unknown): void {
    const { data } = chunk.safeParse(one)
    if (data === undefined)
      throw invalidAnswer(
        this.#endpoint,
        'its stream holds something that is no chunk of a chat completion',
        0,
      )
    const choice = data.choices?.[0]
    if (choice?.delta && addDelta(this.#message, choice.delta)) this.#onToken()
    this.#finish = choice?.finish_reason ?? this.#finish
    this.#told = {
      model: data.model ?? this.#told.model,
      system_fingerprint: data.system_fingerprint ?? this.#told.system_fingerprint,
      usage: data.usage ?? this.#told.usage,
    }
  }

  whole(): Completion | null {
    if (this.#finish === null) return null
    return { ...this.#told, choices: [{ finish_reason: this.#finish, message: this.#message }] }
  }
}

/** Adds what a chunk brings; tells whether it brought anything of the answer. */
function addDelta(message: Message, { content, refusal, tool_calls: calls }: Delta): boolean {
  if (typeof content === 'string') message.content = (message.content ?? '') + content
  if (typeof refusal === 'string') message.refusal = (message.refusal ?? '') + refusal
  for (const call of calls ?? []) addToolDelta(message.tool_calls, call)
  return Boolean(content || refusal || calls?.length)
}

/** Servers that leave the index out begin a call with its name. */
function addToolDelta(calls: Call[], { index, function: part }: z.output<typeof toolDelta>): void {
  const place = index ?? (part?.name ? calls.length : Math.max(0, calls.length - 1))
  while (calls.length <= place && place < MOST_CALLS) calls.push({ function: { name: '', arguments: '' } })
  const call = calls[place]?.function
  if (call === undefined) return
  call.name += part?.name ?? ''
  call.arguments += part?.arguments ?? ''
}

/** Providers allow at most 128 tools a request; an index far beyond that is an error and fills no memory. */
const MOST_CALLS = 1024
