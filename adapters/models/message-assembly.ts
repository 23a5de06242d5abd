import { z } from 'zod'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'
import type { Assembly } from './streamed-reply.ts'

/** What is read of one event of a stream; events of other types are left alone. */
const event = z.object({
  type: z.string(),
  message: z.looseObject({ model: z.string().nullish() }).nullish(),
  index: z.int().min(0).nullish(),
  content_block: z.looseObject({ type: z.string() }).nullish(),
  delta: z
    .looseObject({
      type: z.string().nullish(),
      text: z.string().nullish(),
      partial_json: z.string().nullish(),
      stop_reason: z.string().nullish(),
    })
    .nullish(),
  usage: z.record(z.string(), z.unknown()).nullish(),
})

type Event = z.output<typeof event>
interface Block {
  readonly start: Readonly<Record<string, unknown>>
  text: string
  json: string
}

/** Puts a message together from the events of its stream, blocks in their order. */
export class MessageAssembly implements Assembly {
  readonly #blocks: Block[] = []
  readonly #onToken: () => void
  readonly #endpoint: Endpoint
  #head: Readonly<Record<string, unknown>> = {}
  #usage: Record<string, unknown> | null = null
  #stop: string | null = null

  /** @param onToken  told when text or a tool call comes, which thinking is not */
  constructor(onToken: () => void, endpoint: Endpoint) {
    this.#onToken = onToken
    this.#endpoint = endpoint
  }

  add(one: unknown): void {
    const { data } = event.safeParse(one)
    if (data === undefined)
      throw invalidAnswer(this.#endpoint, 'its stream holds something that is no event of a message', 0)
    if (data.type === 'message_start') this.#begin(data)
    if (data.type === 'content_block_start' && data.content_block)
      this.#blocks.push({ start: data.content_block, text: '', json: '' })
    if (data.type === 'content_block_delta') this.#extend(data)
    if (data.type === 'message_delta') this.#end(data)
  }

  #begin({ message }: Event): void {
    this.#head = message ?? {}
    this.#count(message?.usage)
  }

  #end({ delta, usage }: Event): void {
    this.#stop = delta?.stop_reason ?? this.#stop
    this.#count(usage)
  }

  #extend({ delta }: Event): void {
    const block = this.#blocks.at(-1)
    if (block === undefined) return
    block.text += delta?.type === 'text_delta' ? (delta.text ?? '') : ''
    block.json += delta?.partial_json ?? ''
    if (delta?.type === 'text_delta' || delta?.type === 'input_json_delta') this.#onToken()
  }

  /** Counts of a later event stand for those of an earlier one, but for what it leaves out. */
  #count(usage: unknown): void {
    if (typeof usage !== 'object' || usage === null) return
    const told = Object.entries(usage).filter(([, value]) => value !== null)
    this.#usage = { ...this.#usage, ...Object.fromEntries(told) }
  }

  whole(): object | null {
    if (this.#stop === null) return null
    const content = this.#blocks.map(({ start, text, json }) => ({
      ...start,
      ...(start.type === 'text' ? { text: `${start.text ?? ''}${text}` } : {}),
      ...(start.type === 'tool_use' && json !== '' ? { input: parsedOrText(json) } : {}),
    }))
    return { ...this.#head, content, stop_reason: this.#stop, usage: this.#usage }
  }
}

/** Arguments that were cut off with the tokens are kept as they came. */
function parsedOrText(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
