import { createHash } from 'node:crypto'
import { createReadStream, openSync, readSync } from 'node:fs'
import { z } from 'zod'
import type { Answer } from '../../suite/case-result.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { IdTable } from '../../suite/id-table.ts'
import { type JsonLine, readJsonLines } from '../../suite/json-lines.ts'
import { answerKeys, recordedAnswer } from './recorded-answer.ts'

/** One recorded output. */
const recordedLine = z.looseObject({
  id: z.union([z.string().min(1), z.int()]).transform(String),
  output: z.string().nullish(),
  ...answerKeys,
})

/** Where a recording is, and what it does not say itself. */
export interface RecordingPlace {
  /** As the config gives it, for errors. */
  readonly path: string
  /** The file. */
  readonly file: string
  /** Stands for lines that name no model. */
  readonly model?: string | undefined
}

/** Recorded outputs of a file of JSON lines, which stay in it: in memory are ids and where their lines begin. */
export class Recording {
  /** SHA-256 of the file, in 64 hex digits. */
  readonly digest: string
  readonly #place: RecordingPlace
  readonly #handle: number
  /** Where the line of an id begins in the file. */
  readonly #starts: IdTable

  private constructor(place: RecordingPlace, index: RecordingIndex) {
    this.#place = place
    this.#handle = openSync(place.file, 'r')
    this.#starts = index.starts
    this.digest = index.digest
  }

  /**
   * Reads a recording through, and checks each line.
   *
   * @throws ConfigError naming file and line for a broken line or an id that stands twice, or when nothing is recorded;
   *   the file system's error when it cannot be read
   */
  static async open(place: RecordingPlace): Promise<Recording> {
    return new Recording(place, await indexOf(place))
  }

  /**
   * What was recorded of a case: `null` where that is no output, `undefined` where there is nothing.
   *
   * @throws ConfigError when the file has changed since it was opened
   */
  answer(id: string): Answer | null | undefined {
    const start = this.#starts.get(id)
    if (start === undefined) return undefined
    const { path, model } = this.#place
    const recorded = recordedAt(this.#lineAt(start))
    if (recorded?.id === id) return answerOf(recorded, model)
    throw new ConfigError(
      `Cannot replay ${path}: it has changed since it was opened. Start again, and leave it alone meanwhile.`,
    )
  }

  /** A line of a local file is there sooner than a thread could be asked for it. */
  #lineAt(start: number): string {
    for (let size = USUAL_LINE; ; size *= 8) {
      const bytes = Buffer.allocUnsafe(size)
      const read = readSync(this.#handle, bytes, 0, size, start)
      const end = bytes.subarray(0, read).indexOf(NEWLINE)
      if (end >= 0 || read < size) return bytes.toString('utf8', 0, end < 0 ? read : end)
    }
  }
}

const NEWLINE = 10
/** Most recorded answers fit; longer ones are read again. */
const USUAL_LINE = 4096

interface RecordingIndex {
  readonly starts: IdTable
  readonly digest: string
}

async function indexOf({ path, file }: RecordingPlace): Promise<RecordingIndex> {
  const starts = new IdTable()
  const hash = createHash('sha256')
  let isEmpty = true
  for await (const some of readJsonLines(hashed(createReadStream(file), hash), path)) {
    for (const line of some) {
      const { id } = readLine(line, path)
      const first = starts.get(id)
      if (first !== undefined) throw twice(path, line.line, await lineNumber(file, first))
      starts.add(id, line.start)
      isEmpty = false
    }
  }
  if (isEmpty) {
    throw new ConfigError(
      `Cannot replay ${path}: it holds no output. Write one JSON object a line, with \`id\` and \`output\`.`,
    )
  }
  return { starts, digest: hash.digest('hex') }
}

function twice(path: string, line: number, first: number): ConfigError {
  return new ConfigError(
    `Cannot replay ${path}: line ${line} has the same id as line ${first}. Keep one output a case.`,
  )
}

/** The number of the line that begins there: counted for an error, where to remember it of each took as much as its place. */
async function lineNumber(file: string, start: number): Promise<number> {
  let line = 1
  let place = 0
  for await (const piece of createReadStream(file) as AsyncIterable<Uint8Array>) {
    for (const byte of piece.subarray(0, start - place)) if (byte === NEWLINE) line += 1
    place += piece.length
    if (place >= start) break
  }
  return line
}

async function* hashed(
  pieces: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}

type RecordedLine = z.output<typeof recordedLine>

function readLine({ line, value }: JsonLine, path: string): RecordedLine {
  const parsed = recordedLine.safeParse(value)
  if (parsed.success && parsed.data.output !== undefined) return parsed.data
  const key = String(parsed.error?.issues[0]?.path[0] ?? 'output')
  const fault = value[key] === undefined ? 'is missing' : 'has a value that cannot be read'
  throw new ConfigError(
    `Cannot replay ${path}, line ${line}: \`${key}\` ${fault}; expected {"id": text, "output": text}, and optionally model, finish_reason, latency_ms, first_token_ms, tokens {"input", "output"}, cost_usd, fingerprint and tool_calls [{"name", "arguments"}].`,
  )
}

/** A line that was read before; null when it is another now. */
function recordedAt(text: string): RecordedLine | null {
  try {
    return recordedLine.safeParse(JSON.parse(text.replace(/^\uFEFF/, ''))).data ?? null
  } catch {
    return null
  }
}

function answerOf({ id: _, output, ...told }: RecordedLine, model: string | undefined): Answer | null {
  return output === null || output === undefined ? null : recordedAnswer(output, told, model)
}
