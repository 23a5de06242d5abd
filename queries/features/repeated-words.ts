/** Longer texts are measured by their first words: a text that repeats itself does so there too. */
export const MOST_WORDS = 65_536

/** Twice the words at most, so that the table is never more than half full. */
const SLOTS = 2 * MOST_WORDS

/** How much of a text says again what it said before? One object measures many texts, one after the other. */
export class RepeatedWords {
  readonly #grams = new Int32Array(SLOTS)
  /** Which text a slot was filled by, so that nothing need be emptied between texts. */
  readonly #filledBy = new Int32Array(SLOTS)
  #text = 0

  /**
   * The share of the runs of three words that stood in the text before, in [0, 1]; 0 for fewer than three words.
   *
   * @param hashes  of the text's words in order, 32 bits each
   * @param words  how many there are, at most `MOST_WORDS`
   */
  share(hashes: Int32Array, words: number): number {
    if (words < 3) return 0
    this.#text += 1
    // Short texts use few slots, which stay in the processor's cache: half the time of the whole scan.
    const mask = Math.min(SLOTS, 1 << (33 - Math.clz32(words))) - 1
    let repeated = 0
    for (let word = 2; word < words; word++) {
      const gram = mixed(hashes[word - 2] as number, hashes[word - 1] as number, hashes[word] as number)
      if (this.#stoodBefore(gram, mask)) repeated += 1
    }
    return repeated / (words - 2)
  }

  #stoodBefore(gram: number, mask: number): boolean {
    let slot = gram & mask
    while (this.#filledBy[slot] === this.#text) {
      if (this.#grams[slot] === gram) return true
      slot = (slot + 1) & mask
    }
    this.#filledBy[slot] = this.#text
    this.#grams[slot] = gram
    return false
  }
}

/** The finalising steps of MurmurHash3, so that close hashes do not crowd in the table. */
function mixed(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 31) + second
  hash = Math.imul(hash, 31) + third
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
