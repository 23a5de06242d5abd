/**
 * Node's fetch, but for streams of events that a reader leaves before their end: they are read on until they are over,
 * so that their connection serves the next request. OpenAI's SDK leaves a stream at its `[DONE]`, a moment before that;
 * left alone, every answer would cost a new connection. The request's signal still ends it.
 */
export async function drainedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')
  if (!isStream || response.body === null) return response
  const { status, statusText, headers } = response
  return new Response(drained(response.body.getReader()), { status, statusText, headers })
}

function drained(reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => void readOn(reader),
  })
}

async function readOn(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Whoever left has what was wanted; a connection that breaks now is no fault of the answer.
  }
}
