import { z } from 'zod'
import { type Completion, completionUsage } from './openai-completion.ts'
import { brokenStream, type Endpoint, invalidAnswer } from './provider-failure.ts'

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

/**
 * Puts a chat completion together from the chunks of its stream. The usage may stand in a last chunk of its own.
 *
 * @param onToken  told when text, a refusal or a tool call comes; hidden reasoning is none of them
 * @throws TargetError when the stream ends without a finish reason, or holds something else than chunks
 */
export async function assembleCompletion(
  chunks: AsyncIterable<unknown>,
  onToken: () => void,
  endpoint: Endpoint,
): Promise<Completion> {
  const message: Message = { content: null, refusal: null, tool_calls: [] }
  let [model, fingerprint, finish, usage]: unknown[] = [null, null, null, null]
  for await (const one of chunks) {
    const parsed = chunk.safeParse(one)
    if (!parsed.success)
      throw invalidAnswer(endpoint, 'its stream holds something that is no chunk of a chat completion', 0)
    const { choices, ...told } = parsed.data
    const choice = choices?.[0]
    if (choice?.delta && addDelta(message, choice.delta)) onToken()
    model = told.model ?? model
    fingerprint = told.system_fingerprint ?? fingerprint
    finish = choice?.finish_reason ?? finish
    usage = told.usage ?? usage
  }
  if (finish === null) throw brokenStream(endpoint)
  return {
    model,
    system_fingerprint: fingerprint,
    choices: [{ finish_reason: finish, message }],
    usage,
  } as Completion
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
