import { z } from 'zod'
import { brokenStream, type Endpoint, invalidAnswer } from './provider-failure.ts'

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

/** A message as far as its stream has come. */
class Assembly {
  private readonly blocks: Block[] = []
  private head: Readonly<Record<string, unknown>> = {}
  private usage: Record<string, unknown> | null = null
  private stop: string | null = null

  /** Takes an event up; tells whether it brought text or a tool call, which thinking is not. */
  add(one: Event): boolean {
    if (one.message) this.head = one.message
    if (one.type === 'message_start') this.count(one.message?.usage)
    if (one.type === 'content_block_start' && one.content_block)
      this.blocks.push({ start: one.content_block, text: '', json: '' })
    if (one.type === 'message_delta') {
      this.stop = one.delta?.stop_reason ?? this.stop
      this.count(one.usage)
    }
    return one.type === 'content_block_delta' && this.extend(one)
  }

  private extend({ delta }: Event): boolean {
    const block = this.blocks.at(-1)
    if (block === undefined) return false
    block.text += delta?.type === 'text_delta' ? (delta.text ?? '') : ''
    block.json += delta?.partial_json ?? ''
    return delta?.type === 'text_delta' || delta?.type === 'input_json_delta'
  }

  /** Counts of a later event stand for those of an earlier one, but for what it leaves out. */
  private count(usage: unknown): void {
    if (typeof usage !== 'object' || usage === null) return
    const told = Object.entries(usage).filter(([, value]) => value !== null)
    this.usage = { ...this.usage, ...Object.fromEntries(told) }
  }

  /** The message, or null while nobody said why it stopped. */
  whole(): object | null {
    if (this.stop === null) return null
    const content = this.blocks.map(({ start, text, json }) => ({
      ...start,
      ...(start.type === 'text' ? { text: `${start.text ?? ''}${text}` } : {}),
      ...(start.type === 'tool_use' && json !== '' ? { input: parsedOrText(json) } : {}),
    }))
    return { ...this.head, content, stop_reason: this.stop, usage: this.usage }
  }
}

/**
 * Puts a message together from the events of its stream, blocks in their order.
 *
 * @param onToken  told when text or a tool call comes
 * @throws TargetError when the stream ends without a stop reason, or holds something else than events
 */
export async function assembleMessage(
  events: AsyncIterable<unknown>,
  onToken: () => void,
  endpoint: Endpoint,
): Promise<object> {
  const assembly = new Assembly()
  for await (const one of events) {
    const { data } = event.safeParse(one)
    if (data === undefined)
      throw invalidAnswer(endpoint, 'its stream holds something that is no event of a message', 0)
    if (assembly.add(data)) onToken()
  }
  const whole = assembly.whole()
  if (whole === null) throw brokenStream(endpoint)
  return whole
}

/** Arguments that were cut off with the tokens are kept as they came. */
function parsedOrText(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}
