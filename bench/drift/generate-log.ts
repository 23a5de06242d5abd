import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { seededRandom } from '../../stats/random.ts'

const WORDS =
  'the a of to and in is for that with you can your bike station deposit refund order please where when how what order account cancel change address delivery payment card subscription ride battery app update error number help support team today tomorrow usually within business days contact thank could would should before after because policy section invoice credit balance open close reset password'.split(
    ' ',
  )
const MODELS = ['gpt-5-mini', 'gpt-5-mini', 'gpt-5-mini', 'claude-haiku-4-5']
const INTENTS = ['refund', 'find_bike', 'billing', 'account', 'other']
/** What one text in ten holds beside words: things that features and redaction look for. */
const EXTRAS = [
  'Write to ada.lovelace@example.org.',
  'My card is 4111 1111 1111 1111.',
  'Call +49 30 901820!',
  'See https://example.org/help?id=12',
  '```js\nconst x = [1, 2, 3]\n```',
  '{"status": "ok", "items": [1, 2]}',
  'Ich finde das Rad nicht. 自転車はどこですか。',
  'I am sorry, but I cannot help with that.',
  'from 192.168.10.254',
]

export interface LogToGenerate {
  readonly path: string
  readonly lines: number
  readonly seed: string
  /** Night of the requests, YYYY-MM-DD. */
  readonly night: string
}

/**
 * Writes a log of JSON lines as a chat service would: about 1.1 kB a line, of it 1 kB of text in short sentences, one
 * text in ten with an address, a number, code, a link or another script. The same seed gives the same bytes.
 */
export async function generateLog({ path, lines, seed, night }: LogToGenerate): Promise<void> {
  const random = seededRandom(seed)
  const start = Date.parse(`${night}T00:00:00Z`)
  const file = createWriteStream(path)
  let piece = ''
  for (let line = 0; line < lines; line += 1) {
    piece += `${JSON.stringify(request(line, start + Math.floor((line / lines) * 86_400_000), random))}\n`
    if (piece.length < 1 << 20) continue
    if (!file.write(piece)) await once(file, 'drain')
    piece = ''
  }
  file.end(piece)
  await once(file, 'finish')
}

function request(line: number, time: number, random: () => number): object {
  const input = text(20 + Math.floor(random() * 50), random)
  const output = text(60 + Math.floor(random() * 120), random)
  return {
    id: `req-${line}`,
    timestamp: new Date(time).toISOString(),
    input,
    output,
    model: pick(MODELS, random),
    latency_ms: Math.round(200 + 3000 * random() ** 3),
    tokens: { input: Math.ceil(input.length / 4), output: Math.ceil(output.length / 4) },
    cost_usd: Math.round(output.length * 0.7) / 1e6,
    conversation_id: `c-${line >> 2}`,
    tags: { intent: pick(INTENTS, random) },
  }
}

function text(words: number, random: () => number): string {
  let result = ''
  for (let word = 0; word < words; word += 1) {
    result += pick(WORDS, random)
    result += word % 9 === 8 ? '. ' : ' '
  }
  return random() < 0.1 ? `${result}${pick(EXTRAS, random)}` : result.trimEnd()
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T
}
