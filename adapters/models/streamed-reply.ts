/** What both SDKs give for a streamed request: its events, and the HTTP response they are read from when asked for. */
export interface StreamedResponse {
  readonly data: AsyncIterable<unknown>
  readonly response: Response
}

/**
 * The reply to a request that asked for a stream: put together from its events, or, where the server does not stream
 * and sends one JSON body, that body.
 *
 * @param assemble  makes of the events what the API answers to a request that is not streamed
 * @returns a text where the content type is neither
 */
export async function readReply(
  sent: Promise<StreamedResponse>,
  assemble: (events: AsyncIterable<unknown>) => Promise<unknown>,
): Promise<unknown> {
  const { data, response } = await sent
  const type = response.headers.get('content-type') ?? ''
  if (/^text\/event-stream\b/i.test(type)) return assemble(data)
  const body = await response.text()
  return /\bjson\b/i.test(type) ? JSON.parse(body) : body
}
