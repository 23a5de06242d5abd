import type OpenAI from 'openai'
import { z } from 'zod'
import type { Case, Message } from '../../suite/case.ts'
import { promptedMessages } from '../../suite/template.ts'
import type { Protocol } from './endpoint-target.ts'
import { onlySpeakers } from './only-speakers.ts'
import type { OpenAiTargetOptions } from './openai-client.ts'
import { readOpenAiResponse } from './openai-response.ts'
import { type Endpoint, invalidAnswer } from './provider-failure.ts'
import { type Assembly, readStreamed, readWhole } from './streamed-reply.ts'

type Body = OpenAI.Responses.ResponseCreateParamsNonStreaming

/** How OpenAI's responses are asked for, streamed unless the options say otherwise; nothing is kept at the provider. */
export function openAiResponses(
  client: OpenAI,
  options: OpenAiTargetOptions,
  endpoint: Endpoint,
): Protocol<Body> {
  return {
    body: (item) => bodyOf(item, options),
    send(body, call) {
      const { request, onToken } = call
      if (!options.stream) return readWhole(client.responses.create(body, request).withResponse(), call)
      const sent = client.responses.create({ ...body, stream: true }, request).asResponse()
      return readStreamed(sent, lastResponse(onToken, endpoint), { call, endpoint })
    },
    read: (reply) => readOpenAiResponse(reply, endpoint),
  }
}

function bodyOf(item: Case, options: OpenAiTargetOptions): Body {
  const { model, system, prompt, temperature, maxTokens, tools, extra } = options
  return {
    model,
    input: promptedMessages(item, prompt).map(turnOf),
    ...(system === undefined ? {} : { instructions: system }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(tools === undefined ? {} : { tools: tools as unknown as OpenAI.Responses.Tool[] }),
    ...(maxTokens === undefined ? {} : { max_output_tokens: maxTokens }),
    store: false,
    ...extra,
  }
}

function turnOf({ role, content }: Message): OpenAI.Responses.EasyInputMessage {
  if (role === 'tool') throw onlySpeakers(role, "an openai target with `api: 'responses'`", "`api: 'chat'`")
  return { role, content }
}

const event = z.looseObject({ type: z.string(), response: z.unknown().optional() })

/** Pieces of the answer itself; reasoning is none. */
const TOKENS = new Set([
  'response.output_text.delta',
  'response.refusal.delta',
  'response.function_call_arguments.delta',
])
const ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed'])

/** The last event of a stream holds the whole response. */
function lastResponse(onToken: () => void, endpoint: Endpoint): Assembly {
  let last: unknown = null
  return {
    add(one) {
      const { data } = event.safeParse(one)
      if (data === undefined)
        throw invalidAnswer(endpoint, 'its stream holds something that is no event of a response', 0)
      if (TOKENS.has(data.type)) onToken()
      if (ENDS.has(data.type)) last = data.response ?? null
    },
    whole: () => last,
  }
}
