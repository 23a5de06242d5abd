/** Ten requests as every format writes them: two of the night before, one that failed. */
export const REQUESTS = Array.from({ length: 10 }, (_, place) => ({
  id: `r${place}`,
  timestamp: `2026-11-${place < 2 ? '21' : '22'}T0${place % 10}:30:00.000Z`,
  input: `Question ${place}, "quoted", über 🚲?\nSecond line.`,
  output: place === 9 ? null : `Answer ${place}.`,
  model: 'gpt-5-mini',
  latency_ms: 100 + place,
  tokens: { input: 5 + place, output: 7 },
  cost_usd: 0.25,
  conversation_id: 'c1',
  error: place === 9 ? 'timeout' : null,
  finish_reason: 'stop',
  tags: { intent: place % 2 ? 'refund' : 'other' },
}))

type Request = (typeof REQUESTS)[number]

export function asCsv(requests: readonly Request[]): string {
  const names =
    'id;timestamp;input;output;model;latency_ms;input_tokens;tokens.output;cost_usd;conversation_id;error;finish_reason;tags.intent'
  const quoted = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`
  const rows = requests.map((r) =>
    [
      r.id,
      r.timestamp,
      r.input,
      r.output,
      r.model,
      r.latency_ms,
      r.tokens.input,
      r.tokens.output,
      r.cost_usd,
      r.conversation_id,
      r.error,
      r.finish_reason,
      r.tags.intent,
    ]
      .map(quoted)
      .join(';'),
  )
  return [names, ...rows].join('\r\n')
}

export function asOpenAiPairs(requests: readonly Request[]): string {
  const pairs = requests.map((r) => ({
    timestamp: r.timestamp,
    latency_ms: r.latency_ms,
    cost_usd: r.cost_usd,
    conversation_id: r.conversation_id,
    tags: r.tags,
    request: { model: 'gpt-5', messages: [{ role: 'user', content: r.input }] },
    ...(r.error === null
      ? {
          response: {
            id: r.id,
            object: 'chat.completion',
            created: 1795336200,
            model: r.model,
            choices: [
              { index: 0, message: { role: 'assistant', content: r.output }, finish_reason: r.finish_reason },
            ],
            usage: { prompt_tokens: r.tokens.input, completion_tokens: r.tokens.output, total_tokens: 0 },
          },
        }
      : {
          id: r.id,
          response: {
            model: r.model,
            usage: { prompt_tokens: r.tokens.input, completion_tokens: r.tokens.output },
            choices: [{ finish_reason: r.finish_reason }],
            error: { type: r.error },
          },
        }),
  }))
  return pairs.map((pair) => JSON.stringify(pair)).join('\n')
}
