import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { unpackedFrames } from './zstd-frames.ts'

/** Small enough that even a file made to expand a thousandfold gives pieces that fit into memory. */
const COMPRESSED_PIECE = 64 * 1024
const PLAIN_PIECE = 1024 * 1024
/** What was unpacked of a piece is lost when what follows in it is damaged: so pieces are small. */
const UNPACKED_PIECE = 64 * 1024

const GZIP = Buffer.from([0x1f, 0x8b])
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/**
 * A file's bytes in pieces, unpacked when it is gzip or zstd (told by its first bytes, not by its name; several
 * members in a row are read as one). When unpacking fails, everything before the damage comes first and an `Error` last.
 * @throws the file system's error when the file cannot be read
 */
export async function* inflatedFile(path: string): AsyncGenerator<Buffer | Error> {
  const packing = await packingOf(path)
  const packed = () => createReadStream(path, { highWaterMark: COMPRESSED_PIECE })
  if (packing === 'gzip') yield* gunzipped(packed())
  else if (packing === 'zstd') yield* unpackedFrames(packed())
  else yield* createReadStream(path, { highWaterMark: PLAIN_PIECE })
}

/**
 * Whether a packed file can be unpacked to its end. DuckDB takes one that ends early for a shorter file, and says nothing.
 * True of a file that is not packed.
 */
export async function isWhole(path: string): Promise<boolean> {
  if ((await packingOf(path)) === 'none') return true
  for await (const piece of inflatedFile(path)) if (piece instanceof Error) return false
  return true
}

/** How a file is packed, told by its first bytes, whatever its name. */
export async function packingOf(path: string): Promise<'none' | 'gzip' | 'zstd'> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  if (buffer.subarray(0, 2).equals(GZIP)) return 'gzip'
  return buffer.equals(ZSTD) ? 'zstd' : 'none'
}

async function* gunzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer | Error> {
  const gunzip = createGunzip({ chunkSize: UNPACKED_PIECE })
  const ready: Buffer[] = []
  const failures: Error[] = []
  gunzip.on('data', (piece: Buffer) => ready.push(piece))
  gunzip.on('error', (error) => failures.push(error))
  const closed = new Promise((resolve) => gunzip.once('close', resolve))
  for await (const piece of source) {
    // Bytes that follow the last member close the stream, and then no write is ever answered.
    await Promise.race([closed, new Promise((resolve) => gunzip.write(piece, resolve))])
    yield* ready.splice(0)
    if (failures.length > 0 || gunzip.destroyed) break
  }
  gunzip.end()
  await closed
  yield* ready
  yield* failures
}
