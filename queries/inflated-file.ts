import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

/** Small enough that even a file made to expand a thousandfold gives pieces that fit into memory. */
const COMPRESSED_PIECE = 64 * 1024
const PLAIN_PIECE = 1024 * 1024

/**
 * A file's bytes in pieces, unpacked when it is gzip (told by its first two bytes, not by its name; several members
 * in a row are read as one). When unpacking fails, everything before the damage comes first and an `Error` last.
 * @throws the file system's error when the file cannot be read
 */
export async function* inflatedFile(path: string): AsyncGenerator<Buffer | Error> {
  if (await isGzip(path)) yield* inflated(createReadStream(path, { highWaterMark: COMPRESSED_PIECE }))
  else yield* createReadStream(path, { highWaterMark: PLAIN_PIECE })
}

/** Whether a file begins as gzip does, whatever its name. */
export async function isGzip(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return buffer[0] === 0x1f && buffer[1] === 0x8b
}

async function* inflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer | Error> {
  const gunzip = createGunzip({ chunkSize: PLAIN_PIECE })
  const ready: Buffer[] = []
  const failures: Error[] = []
  gunzip.on('data', (piece: Buffer) => ready.push(piece))
  gunzip.on('error', (error) => failures.push(error))
  const closed = new Promise((resolve) => gunzip.once('close', resolve))
  for await (const piece of source) {
    await new Promise((resolve) => gunzip.write(piece, resolve))
    yield* ready.splice(0)
    if (failures.length > 0) break
  }
  gunzip.end()
  await closed
  yield* ready
  yield* failures
}
