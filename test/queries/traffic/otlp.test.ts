import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadLog } from './load-log.ts'

const START = 1795336200_000_000_000n

type Attributes = Readonly<Record<string, unknown>>

function anyValue(value: unknown): object {
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } }
  if (typeof value === 'object') return { kvlistValue: { values: attributesOf(value as Attributes) } }
  return { stringValue: value }
}

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))

const span = (spanId: string, attributes: Attributes, rest: object = {}) => ({
  traceId: 't1',
  spanId,
  name: 'chat gpt-5',
  startTimeUnixNano: String(START),
  endTimeUnixNano: String(START + 812_500_000n),
  attributes: attributesOf(attributes),
  ...rest,
})

const exported = (...spans: object[]) => ({
  resourceSpans: [
    { resource: { attributes: attributesOf({ 'service.name': 'bot' }) }, scopeSpans: [{ spans }] },
  ],
})

const modern = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5',
  'gen_ai.response.model': 'gpt-5-2025',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 12,
  'gen_ai.usage.output_tokens': 3,
  'gen_ai.conversation.id': 'c1',
  'gen_ai.input.messages': JSON.stringify([
    { role: 'user', parts: [{ type: 'text', content: 'Where is my bike?' }] },
  ]),
  'gen_ai.output.messages': JSON.stringify([
    { role: 'assistant', parts: [{ type: 'text', content: 'At the depot.' }] },
  ]),
}

test('a span of the GenAI conventions becomes a record', async () => {
  const { rows, counts } = await loadLog(JSON.stringify(exported(span('a', modern))), { kind: 'otlp' })
  assert.deepEqual(counts, { records: 1, duplicates: 0, leftOut: 0, quarantined: 0 })
  const {
    id,
    timestamp,
    input,
    output,
    model,
    latency_ms,
    input_tokens,
    output_tokens,
    conversation_id,
    error,
    finish_reason,
  } = rows[0] ?? {}
  assert.equal((timestamp as Date).getTime(), Number(START / 1_000_000n))
  assert.deepEqual(
    {
      id,
      input,
      output,
      model,
      latency_ms,
      input_tokens,
      output_tokens,
      conversation_id,
      error,
      finish_reason,
    },
    {
      id: 't1:a',
      input: 'Where is my bike?',
      output: 'At the depot.',
      model: 'gpt-5-2025',
      latency_ms: 812.5,
      input_tokens: 12,
      output_tokens: 3,
      conversation_id: 'c1',
      error: null,
      finish_reason: 'stop',
    },
  )
})

const SPELLINGS: readonly (readonly [string, Attributes])[] = [
  [
    'structured message attributes',
    {
      ...modern,
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Where is my bike?' }] }],
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'At the depot.' }] }],
    },
  ],
  [
    'the older indexed names',
    {
      'gen_ai.request.model': 'gpt-5',
      'llm.request.type': 'chat',
      'gen_ai.prompt.0.role': 'user',
      'gen_ai.prompt.0.content': 'Where is my bike?',
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.content': 'At the depot.',
      'gen_ai.usage.prompt_tokens': 12,
      'gen_ai.usage.completion_tokens': 3,
    },
  ],
  [
    'the older whole texts',
    {
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.prompt': 'Where is my bike?',
      'gen_ai.completion': 'At the depot.',
    },
  ],
  [
    'the names of OpenInference',
    {
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'gpt-5',
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.content': 'Where is my bike?',
      'llm.output_messages.0.message.role': 'assistant',
      'llm.output_messages.0.message.content': 'At the depot.',
    },
  ],
  [
    'the plain values of OpenInference',
    {
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'gpt-5',
      'input.value': 'Where is my bike?',
      'output.value': 'At the depot.',
    },
  ],
]

for (const [name, attributes] of SPELLINGS)
  test(`messages are read from ${name}`, async () => {
    const { rows } = await loadLog(JSON.stringify(exported(span('a', attributes))), { kind: 'otlp' })
    assert.deepEqual(
      rows.map(({ input, output }) => [input, output]),
      [['Where is my bike?', 'At the depot.']],
    )
  })

test('spans of judges and what they call, and spans that ask no model, are left out and counted', async () => {
  const lines = [
    exported(
      span('judged-call', modern, { parentSpanId: 'judge' }), // exported before its parent, as children are
      span('tool', { 'gen_ai.operation.name': 'execute_tool' }),
      span('own', modern, { parentSpanId: 'agent' }),
    ),
    exported(
      span('deep', modern, { parentSpanId: 'inner' }),
      span('inner', {}, { parentSpanId: 'judge' }),
      span('judge', { 'openinference.span.kind': 'EVALUATOR' }, { parentSpanId: 'agent' }),
      span('agent', { 'gen_ai.operation.name': 'invoke_agent' }),
      span('scored', { ...modern, 'gen_ai.evaluation.name': 'relevance' }),
    ),
  ]
  const { rows, counts } = await loadLog(lines.map((line) => JSON.stringify(line)).join('\n'), {
    kind: 'otlp',
  })
  assert.deepEqual(
    rows.map(({ id, line }) => [id, Number(line)]),
    [['t1:own', 1]],
  )
  assert.deepEqual(counts, { records: 1, duplicates: 0, leftOut: 7, quarantined: 0 })
})

test('a file that is one document over many lines is read too', async () => {
  const { counts } = await loadLog(JSON.stringify(exported(span('a', modern), span('b', modern)), null, 2), {
    kind: 'otlp',
  })
  assert.deepEqual(counts, { records: 2, duplicates: 0, leftOut: 0, quarantined: 0 })
})

test('lines and spans that cannot be read are quarantined, each for itself', async () => {
  const lines = [
    '{"broken',
    JSON.stringify({ resourceMetrics: [] }),
    JSON.stringify(
      exported(span('a', modern), span('b', { 'gen_ai.request.model': 'm' }), span('a', modern)),
    ),
    JSON.stringify(
      exported(span('e', { 'gen_ai.request.model': 'm', 'gen_ai.prompt': 'hi' }, { status: { code: 2 } })),
    ),
  ]
  const { rows, bad, counts } = await loadLog(lines.join('\n'), { kind: 'otlp' })
  assert.deepEqual(bad, [
    [1, 'the line is not valid JSON'],
    [2, 'the line is no OTLP export of spans'],
    [3, 'input is missing'],
  ])
  assert.deepEqual(
    rows.map(({ id, error }) => [id, error]),
    [
      ['t1:a', null],
      ['t1:e', 'error'],
    ],
  )
  assert.deepEqual(counts, { records: 2, duplicates: 1, leftOut: 0, quarantined: 3 })
})
