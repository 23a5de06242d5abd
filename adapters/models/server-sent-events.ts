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
  const pending: Pending = { text: '', hasEnd: false, data: [] }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      for (const data of finished(pending, decoder.decode(value, { stream: true }))) {
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

interface Pending {
  /** From the last line's start on. */
  text: string
  /** Whether a line ends in `text`. */
  hasEnd: boolean
  /** Lines of data of an event that is not over yet. */
  data: string[]
}

/** The data of the events that are over with a piece of text; what belongs to the next one stays pending. */
function finished(pending: Pending, piece: string): string[] {
  pending.text += piece
  if (pending.text.length > LONGEST_EVENT) throw new SyntaxError('an event has no end')
  pending.hasEnd ||= /[\r\n]/.test(piece)
  // A line may end in CR LF, whose second half may still be on its way.
  if (!pending.hasEnd || pending.text.endsWith('\r')) return []
  pending.hasEnd = false
  const lines = pending.text.split(/\r\n|\n|\r/)
  pending.text = lines.pop() ?? ''
  const events: string[] = []
  for (const line of lines) {
    if (line.startsWith('data:')) pending.data.push(line.slice(line[5] === ' ' ? 6 : 5))
    else if (line === '' && pending.data.length > 0) {
      events.push(pending.data.join('\n'))
      pending.data = []
    }
  }
  return events
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
