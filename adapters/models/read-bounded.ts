import { type Endpoint, invalidAnswer } from './provider-failure.ts'

/**
 * The whole body of a response as text, UTF-8, faulty bytes replaced.
 *
 * @throws TargetError when it is longer than `most` bytes, unpacked: it is not read further then
 */
export async function readBounded(response: Response, most: number, endpoint: Endpoint): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the body.
    if (size > most) throw invalidAnswer(endpoint, `it is longer than ${most / 1e6} MB`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
