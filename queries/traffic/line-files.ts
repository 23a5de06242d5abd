import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { LineBatch, LineProblem } from '../files/read-lines.ts'
import { numberedLines } from './numbered-lines.ts'

/** How many bytes one file of lines holds: DuckDB reads each by one thread. */
const FILE = 8 * 1024 * 1024

/** How many bytes one part of a log holds: the lines of a large log never stand side by side in memory. */
const PART = 64 * 1024 * 1024

/**
 * How many bytes of lines that are long on average. DuckDB works on up to 2,048 rows at once and holds a dozen copies of
 * each: of long ones that would be more than all of its memory.
 */
const PART_OF_LONG_LINES = 8 * 1024 * 1024

const NOTHING = Buffer.alloc(0)

/** From this many bytes on average, lines are long. */
const LONG_LINE = 8192

/** Part of a log: finished files that hold consecutive lines, as `staged-lines.sql` reads them. */
export interface LinePart {
  readonly kind: 'part'
  readonly files: readonly string[]
}

/**
 * Writes the lines of a log as files of some 8 MB, each line in a row with its number, and tells parts of some 64 MB of them, of
 * long lines some 8 MB. What cannot be read is told as a problem.
 *
 * @param folder an existing folder for the files; whoever reads them removes them
 */
export async function* lineParts(
  batches: AsyncIterable<LineBatch>,
  folder: string,
): AsyncGenerator<LinePart | LineProblem> {
  let part: OpenPart | null = null
  for await (const batch of batches) {
    if (batch.kind === 'problem') yield batch
    part ??= openPart(folder)
    await part.write(batch.kind === 'problem' ? { firstLine: batch.line, bytes: NOTHING } : batch)
    if (!part.isFull()) continue
    yield await part.close()
    part = null
  }
  if (part !== null) yield await part.close()
}

interface NumberedBatch {
  readonly firstLine: number
  readonly bytes: Buffer
}

interface OpenPart {
  isFull(): boolean
  write(batch: NumberedBatch): Promise<void>
  close(): Promise<LinePart>
}

function openPart(folder: string): OpenPart {
  const files: string[] = []
  let file: FileHandle | null = null
  let [size, inFile, count] = [0, 0, 0]
  const openFile = async (line: number) => {
    const path = join(folder, `lines-${line}`)
    files.push(path)
    return open(path, 'wx')
  }
  const closeFile = async () => {
    await file?.close()
    file = null
    inFile = 0
  }
  return {
    isFull: () => size >= (size > count * LONG_LINE ? PART_OF_LONG_LINES : PART),
    async write(batch) {
      const { rows, lines } = numberedLines(batch.firstLine, batch.bytes)
      file ??= await openFile(batch.firstLine)
      await file.writeFile(rows)
      count += lines
      size += rows.length
      inFile += rows.length
      if (inFile >= FILE) await closeFile()
    },
    async close() {
      await closeFile()
      return { kind: 'part', files }
    },
  }
}
