import type { LineBatch } from '../files/read-lines.ts'
import { type JsonObject, listOf, objectOf } from './json-value.ts'
import { mappedLines } from './mapped-lines.ts'

/**
 * Reads pairs of a request to OpenAI's chat completions API and its response, one `{"request", "response"}` a line, as
 * traffic records. Beside the pair may stand `timestamp`, `latency_ms`, `error`, `tags`, `id`, `conversation_id`,
 * `user_id` and `cost_usd`; the time is else the response's `created`. An answer of tool calls alone is their JSON.
 */
export function openaiChatRecords(path: string): AsyncGenerator<LineBatch> {
  return mappedLines(path, pairRecord)
}

function pairRecord(pair: JsonObject): JsonObject | string {
  const request = objectOf(objectOf(pair.request)?.body) ?? objectOf(pair.request)
  const response = objectOf(objectOf(pair.response)?.body) ?? objectOf(pair.response)
  if (request === null) return 'the line is no pair of request and response'
  const choice = objectOf(listOf(response?.choices)[0])
  const usage = objectOf(response?.usage)
  return {
    id: pair.id ?? response?.id,
    timestamp: pair.timestamp ?? response?.created,
    input: request.messages ?? request.prompt,
    output: answerOf(choice),
    model: response?.model ?? request.model,
    latency_ms: pair.latency_ms,
    tokens: usage && { input: usage.prompt_tokens, output: usage.completion_tokens },
    cost_usd: pair.cost_usd,
    conversation_id: pair.conversation_id,
    user_id: pair.user_id ?? request.user,
    error: pair.error ?? response?.error,
    finish_reason: choice?.finish_reason,
    tags: tagsOf(pair, { request, response }),
  }
}

function answerOf(choice: JsonObject | null): unknown {
  const message = objectOf(choice?.message)
  const said = message?.content ?? message?.refusal ?? choice?.text
  if (Array.isArray(said)) return said.map((part) => String(objectOf(part)?.text ?? '')).join('\n')
  const calls = message?.tool_calls ?? message?.function_call
  return said ?? (calls === undefined || calls === null ? undefined : JSON.stringify(calls))
}

/** The provider's fingerprint of what answered shows a change that the model's name does not. */
function tagsOf(
  pair: JsonObject,
  { request, response }: { readonly request: JsonObject; readonly response: JsonObject | null },
): unknown {
  const given = pair.tags ?? request.metadata
  if (response?.system_fingerprint === undefined) return given
  if (given !== undefined && given !== null && objectOf(given) === null) return given
  return { system_fingerprint: response.system_fingerprint, ...objectOf(given) }
}
