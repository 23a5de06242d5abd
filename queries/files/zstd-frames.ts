import { createZstdDecompress } from 'node:zlib'

/** As `inflated-file.ts` has it. */
const UNPACKED_PIECE = 64 * 1024

/**
 * The bytes of a zstd file that comes in pieces. Node unpacks one frame and stops, while appending writers make many:
 * every frame gets a decoder of its own. When unpacking fails, everything before the damage comes first and an `Error` last.
 */
export async function* unpackedFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer | Error> {
  let frame: Frame | null = null
  for await (const piece of source) {
    for (let rest = piece; rest.length > 0; ) {
      frame ??= openFrame()
      const used = await frame.write(rest)
      yield* frame.ready.splice(0)
      if (frame.state() === 'failed' || (used === 0 && frame.state() === 'open')) return yield damaged()
      rest = rest.subarray(used)
      if (frame.state() === 'ended') frame = null
    }
  }
  if (frame === null) return
  yield* await frame.end()
  if (frame.state() !== 'ended') yield damaged()
}

interface Frame {
  /** Unpacked bytes that were not taken yet. */
  readonly ready: Buffer[]
  state(): 'open' | 'ended' | 'failed'
  /** How many of the bytes belong to the frame. */
  write(piece: Buffer): Promise<number>
  end(): Promise<Buffer[]>
}

function openFrame(): Frame {
  const decoder = createZstdDecompress({ chunkSize: UNPACKED_PIECE })
  const ready: Buffer[] = []
  let state: 'open' | 'ended' | 'failed' = 'open'
  decoder.on('data', (piece: Buffer) => ready.push(piece))
  decoder.on('end', () => (state = 'ended'))
  // What follows the frame in the same piece makes the decoder fail after its end.
  decoder.on('error', () => (state = state === 'ended' ? 'ended' : 'failed'))
  const closed = new Promise<void>((resolve) => decoder.once('close', resolve))
  return {
    ready,
    state: () => state,
    async write(piece) {
      const before = decoder.bytesWritten
      await Promise.race([closed, new Promise((resolve) => decoder.write(piece, resolve))])
      return decoder.bytesWritten - before
    },
    async end() {
      decoder.end()
      await closed
      return ready
    },
  }
}

function damaged(): Error {
  return new Error('the compressed file ends early or is damaged')
}
