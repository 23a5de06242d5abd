import type { LineBatch } from '../files/read-lines.ts'
import { type JsonObject, listOf, objectOf, textIn } from './json-value.ts'
import { readOtlpLines } from './otlp-lines.ts'
import { inputMessages, outputText } from './otlp-messages.ts'
import { otlpAttributes, otlpTime } from './otlp-values.ts'

/** Operations of the GenAI conventions that ask a model for an answer. */
const MODEL_CALLS = ['chat', 'text_completion', 'generate_content', 'completion']

/**
 * Reads OpenTelemetry traces as OTLP JSON, one export request a line or one a file. Each line becomes a list of its
 * spans with `trace_id`, `span_id`, `parent_span_id`, `is_judge`, and `record`: the traffic record of a span that is a
 * model call, else null.
 */
export function otlpCalls(path: string): AsyncGenerator<LineBatch> {
  return readOtlpLines(path, (request) =>
    spansOf(request, (span) => {
      const attributes = otlpAttributes(span.attributes)
      const plain = plainSpan(span)
      const { trace_id, span_id, parent_span_id } = plain
      const record = isModelCall(attributes) ? recordOf(plain, attributes) : null
      return { trace_id, span_id, parent_span_id, is_judge: isJudge(span, attributes), record }
    }),
  )
}

/**
 * The same spans for an own SELECT, with `trace_id`, `span_id`, `parent_span_id`, `name`, `start_time` and `end_time`
 * (Unix milliseconds), `duration_ms`, `status`, `is_judge`, and `attributes` and `resource` as objects.
 */
export function otlpSpans(path: string): AsyncGenerator<LineBatch> {
  return readOtlpLines(path, (request) =>
    spansOf(request, (span, resource) => {
      const attributes = otlpAttributes(span.attributes)
      return { ...plainSpan(span), attributes, resource, is_judge: isJudge(span, attributes) }
    }),
  )
}

function spansOf(
  request: JsonObject,
  read: (span: JsonObject, resource: JsonObject) => JsonObject,
): JsonObject[] | string {
  if (!Array.isArray(request.resourceSpans)) return 'the line is no OTLP export of spans'
  return request.resourceSpans.flatMap((each) => {
    const group = objectOf(each)
    const resource = otlpAttributes(objectOf(group?.resource)?.attributes)
    return listOf(group?.scopeSpans ?? group?.instrumentationLibrarySpans)
      .flatMap((scope) => listOf(objectOf(scope)?.spans))
      .map((span) => read(objectOf(span) ?? {}, resource))
  })
}

function plainSpan(span: JsonObject) {
  const [start, end] = [otlpTime(span.startTimeUnixNano), otlpTime(span.endTimeUnixNano)]
  return {
    trace_id: textIn(span.traceId) ?? null,
    span_id: textIn(span.spanId) ?? null,
    parent_span_id: textIn(span.parentSpanId) ?? null,
    name: textIn(span.name) ?? null,
    start_time: start,
    end_time: end,
    duration_ms: start === null || end === null ? null : end - start,
    status: isFailed(span) ? 'error' : 'ok',
  }
}

function recordOf(span: { readonly [key: string]: unknown }, attributes: JsonObject): JsonObject {
  const reasons = attributes['gen_ai.response.finish_reasons']
  const first = (...keys: readonly string[]) =>
    keys.map((key) => attributes[key]).find((value) => value !== undefined)
  return {
    id:
      span.span_id === null
        ? undefined
        : [span.trace_id, span.span_id].filter((part) => part !== null).join(':'),
    timestamp: span.start_time,
    input: inputMessages(attributes),
    output: outputText(attributes),
    model: first('gen_ai.response.model', 'gen_ai.request.model', 'llm.model_name'),
    latency_ms: span.duration_ms,
    tokens: {
      input: first('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.token_count.prompt'),
      output: first(
        'gen_ai.usage.output_tokens',
        'gen_ai.usage.completion_tokens',
        'llm.token_count.completion',
      ),
    },
    conversation_id: first('gen_ai.conversation.id', 'session.id'),
    user_id: first('user.id', 'enduser.id'),
    error: first('error.type') ?? (span.status === 'error' ? 'error' : undefined),
    finish_reason: Array.isArray(reasons) ? reasons[0] : reasons,
  }
}

function isModelCall(attributes: JsonObject): boolean {
  const operation = attributes['gen_ai.operation.name'] ?? attributes['llm.request.type']
  if (operation !== undefined) return MODEL_CALLS.includes(String(operation))
  const kind = attributes['openinference.span.kind']
  if (kind !== undefined) return String(kind).toUpperCase() === 'LLM'
  return 'gen_ai.request.model' in attributes || 'gen_ai.response.model' in attributes
}

/** Scorers and judges say so in different ways: by kind (OpenInference, Langfuse), by purpose (Braintrust), by name. */
function isJudge(span: JsonObject, attributes: JsonObject): boolean {
  const kinds = [
    'openinference.span.kind',
    'langfuse.observation.type',
    'braintrust.span_attributes.type',
    'braintrust.span_attributes.purpose',
    'gen_ai.operation.name',
    'traceloop.span.kind',
  ]
  const isKind = kinds.some((key) =>
    /^(?:evaluator|evaluation|evaluate|score|scorer|judge)$/i.test(String(attributes[key] ?? '')),
  )
  return (
    isKind ||
    'gen_ai.evaluation.name' in attributes ||
    /^(?:evaluate|judge|scorer?)\b/i.test(String(span.name ?? ''))
  )
}

function isFailed(span: JsonObject): boolean {
  const code = objectOf(span.status)?.code
  return code === 2 || code === 'STATUS_CODE_ERROR'
}
