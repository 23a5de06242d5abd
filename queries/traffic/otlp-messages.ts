import { type JsonObject, listOf, objectOf } from './json-value.ts'

/**
 * The messages that went into a model call, however its instrumentation spells them: `gen_ai.input.messages`, the
 * older `gen_ai.prompt` (also `gen_ai.prompt.0.content`), and OpenInference's `llm.input_messages.0.message.content`
 * and `input.value`.
 *
 * @returns a text, a list of `{role, content}`, or undefined when the span records none
 */
export function inputMessages(attributes: JsonObject): unknown {
  const system = partsText(parsed(attributes['gen_ai.system_instructions']))
  const messages = modernMessages(attributes['gen_ai.input.messages'])
  if (messages !== null) return system === '' ? messages : [{ role: 'system', content: system }, ...messages]
  const older =
    modernMessages(attributes['gen_ai.prompt']) ??
    indexed(attributes, 'gen_ai.prompt.', '') ??
    indexed(attributes, 'llm.input_messages.', 'message.')
  return older ?? attributes['gen_ai.prompt'] ?? attributes['input.value']
}

/** The text that a model call answered, from the outgoing counterparts of `inputMessages`; undefined when there is none. */
export function outputText(attributes: JsonObject): unknown {
  const messages =
    modernMessages(attributes['gen_ai.output.messages']) ??
    modernMessages(attributes['gen_ai.completion']) ??
    indexed(attributes, 'gen_ai.completion.', '') ??
    indexed(attributes, 'llm.output_messages.', 'message.')
  if (messages !== null) return messages[0]?.content ?? undefined
  return attributes['gen_ai.completion'] ?? attributes['output.value']
}

interface Message {
  readonly role: unknown
  readonly content: unknown
}

/** A list of messages, or a text that is the JSON of one; null when it is neither. */
function modernMessages(value: unknown): Message[] | null {
  const messages = parsed(value)
  if (!Array.isArray(messages) || messages.length === 0) return null
  return messages.map((each) => {
    const message = objectOf(each)
    const content = message?.parts === undefined ? message?.content : partsText(message.parts)
    return {
      role: message?.role ?? null,
      content: typeof content === 'string' ? content : partsText(content),
    }
  })
}

/** The texts of a message's parts, a line each; a call of a tool and its result as JSON. */
function partsText(parts: unknown): string {
  const texts = listOf(parts).map((each) => {
    const part = objectOf(each)
    const text = part?.content ?? part?.text ?? part?.result
    if (typeof text === 'string') return text
    return part?.name === undefined ? '' : JSON.stringify({ name: part.name, arguments: part.arguments })
  })
  return texts.filter((text) => text !== '').join('\n')
}

/** Messages that are spread over attributes such as `gen_ai.prompt.0.content`, in their order; null when there are none. */
function indexed(attributes: JsonObject, prefix: string, infix: string): Message[] | null {
  const messages: Message[] = []
  const has = (place: number) =>
    [`${prefix}${place}.${infix}role`, `${prefix}${place}.${infix}content`].some((key) => key in attributes)
  for (let place = 0; has(place); place += 1) {
    const of = (key: string) => attributes[`${prefix}${place}.${infix}${key}`]
    messages.push({ role: of('role') ?? null, content: of('content') ?? null })
  }
  return messages.length === 0 ? null : messages
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*\[/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
