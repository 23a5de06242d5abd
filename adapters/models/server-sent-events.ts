import { createParser } from 'eventsource-parser'

/** An event of a model is some hundred characters, the longest a whole answer. */
const LONGEST_EVENT = 16_000_000

/** How long the end of a body may come after its last event. */
const PATIENCE_MS = 1000

/**
 * Reads a body of server-sent events to its end, and gives the data of each as it comes; names and ids are left alone,
 * and so is an event that is cut off. (The SDKs read them too, at three times the processor time, and OpenAI's leaves
 * the body before its end, which costs every answer a connection.)
 *
 * @param take  says `last` when nothing more is wanted; what follows is then read on without waiting for it
 * @throws what `take` throws, and SyntaxError for an event without end: the body is not read further then
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  take: (data: string) => 'more' | 'last',
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const found: string[] = []
  // Without `onError`: for each line that is no field it is given an error with a stack, ten seconds of work in 16 MB.
  const parser = createParser({ onEvent: ({ data }) => found.push(data) })
  try {
    for (let sinceEvent = 0; ; ) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      // Bounds what the parser keeps of an event, and what it reads without one.
      sinceEvent = found.length > 0 ? 0 : sinceEvent + value.length
      if (sinceEvent > LONGEST_EVENT) throw new SyntaxError('an event has no end')
      for (const data of found.splice(0)) {
        if (take(data) === 'more') continue
        void readOn(reader)
        return
      }
    }
  } catch (error) {
    reader.cancel().catch(() => undefined)
    throw error
  }
}

/**
 * A connection serves the next request only when its body was read to the end; one that does not come to its end is
 * not waited for.
 */
async function readOn(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const impatience = setTimeout(() => void reader.cancel().catch(() => undefined), PATIENCE_MS)
  try {
    while (!(await reader.read()).done);
  } catch {
    // A connection that breaks now is no fault of the answer.
  } finally {
    clearTimeout(impatience)
  }
}
