import { ConfigError } from '../../suite/config/errors.ts'

const MAXIMUM_SEGMENT_BYTES = 255
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const FORBIDDEN = /[\u0000-\u001f\u007f\\]/

/**
 * Splits a lake key (`nights/2026-11-22/r1/manifest.json`) into its names, or says why it is none.
 * A name is not empty, starts with no dot (so `..`, and the lake's own `.tmp`, are none), holds no backslash and no
 * control character, and has at most 255 bytes.
 * @throws ConfigError for anything else: keys are made of names that people chose, and no key may leave the lake
 */
export function keySegments(key: string): readonly string[] {
  const segments = key.split('/')
  for (const segment of segments) {
    const fault = segmentFault(segment)
    if (fault !== null) {
      throw new ConfigError(
        `Cannot use ${shown(key)} as a place in the lake: ${fault}; expected names joined by single slashes, as in \`baselines/main/2026-11-22.json\``,
      )
    }
  }
  return segments
}

/** Compares two keys by code point, which is also the order of their UTF-8 bytes and of S3's listings. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function segmentFault(segment: string): string | null {
  if (segment === '') return 'it has an empty name (or a slash at an end)'
  if (segment.startsWith('.')) return 'a name starts with a dot'
  if (FORBIDDEN.test(segment)) return 'a name holds a backslash or a control character'
  if (!segment.isWellFormed()) return 'a name is not valid Unicode'
  if (Buffer.byteLength(segment) > MAXIMUM_SEGMENT_BYTES) return 'a name is longer than 255 bytes'
  return null
}

function shown(key: string): string {
  return JSON.stringify(key.length > 200 ? `${key.slice(0, 200)}…` : key)
}
