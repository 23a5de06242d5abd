/**
 * A reproducible source of uniform numbers in [0, 1): the same seed gives the same numbers on every machine.
 * The generator is sfc32 (Doty-Humphrey, PractRand), 32 bits a number; the seed is hashed to its 128-bit state.
 * Not for secrets.
 *
 * @param seed names what the numbers are for (`2026-11-22 latency_ms`), so that two checks never share them
 * @example seededRandom('a')() // 0.6313554844819009
 */
export function seededRandom(seed: string): () => number {
  let a = hashText(seed, 0x9e3779b9)
  let b = hashText(seed, 0x243f6a88)
  let c = hashText(seed, 0xb7e15162)
  let counter = 1
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return (result >>> 0) / 4294967296
  }
  for (let i = 0; i < 15; i += 1) next()
  return next
}

/**
 * A hash of 32 bits: FNV-1a over UTF-16 code units, finished with MurmurHash3's mixer, so that near texts lie far apart.
 *
 * @param basis another basis gives another, unrelated hash
 * @returns a whole number of 32 bits, of either sign
 */
export function hashText(text: string, basis: number): number {
  let h = basis
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
