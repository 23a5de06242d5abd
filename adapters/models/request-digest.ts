import { canonicalJson, sha256 } from '../../suite/case-digest.ts'

/**
 * Names a request in 32 hex digits: the first half of the SHA-256 of its canonical JSON. Keys and addresses are no part
 * of a body, so two servers that are asked the same give the same.
 */
export function requestDigest(body: unknown): string {
  return sha256(canonicalJson(body)).slice(0, 32)
}
