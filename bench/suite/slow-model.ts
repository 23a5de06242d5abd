import { createServer } from 'node:http'

// An OpenAI-compatible model that answers every request after 50 ms, on a port of its own: it is started as a process.

const DELAY_MS = 50

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => setTimeout(() => answer(response, JSON.parse(body)), DELAY_MS))
})

/** Answers with the question, plain or streamed in two pieces. */
function answer(
  response: import('node:http').ServerResponse,
  asked: { stream?: boolean; messages: { content: string }[] },
) {
  const content = `The answer to ${asked.messages.at(-1)?.content}`
  const head = { id: 'chatcmpl-1', created: 1_790_000_000, model: 'slow-1' }
  const usage = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 }
  if (!asked.stream) {
    const message = { role: 'assistant', content, refusal: null }
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        ...head,
        object: 'chat.completion',
        choices: [{ index: 0, message, finish_reason: 'stop' }],
        usage,
      }),
    )
    return
  }
  response.setHeader('content-type', 'text/event-stream')
  const chunk = (more: object) =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...more })}\n\n`
  response.write(
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] }),
  )
  response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }))
  response.end(`${chunk({ choices: [], usage })}data: [DONE]\n\n`)
}

// On a busy machine a connection may wait longer than the five seconds after which Node closes it.
server.keepAliveTimeout = 60_000

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1\n`)
})
