/** Longer texts are measured by their first words: a text that repeats itself does so there too. */
const MOST_WORDS = 65_536

/** Twice the words at most, so that the table is never more than half full. */
const SLOTS = 2 * MOST_WORDS

/**
 * How much of a text says again what it said before? Takes the hashes of its words in order; one object measures many
 * texts, one after the other.
 */
export class RepeatedWords {
  readonly #grams = new Int32Array(SLOTS)
  /** Which text a slot was filled by, so that nothing need be emptied between texts. */
  readonly #filledBy = new Int32Array(SLOTS)
  /** Short texts use few slots, which stay in the processor's cache: half the time of the whole scan. */
  #mask = 0
  #text = 0
  #words = 0
  #repeated = 0
  #first = 0
  #second = 0

  /** Forgets the words of the text before. @param most  words at most in the next one */
  start(most: number): void {
    this.#mask = Math.min(SLOTS, 1 << (33 - Math.clz32(Math.max(most, 1)))) - 1
    this.#text += 1
    this.#words = 0
    this.#repeated = 0
  }

  /** @param hash  of the word's bytes, 32 bits */
  add(hash: number): void {
    if (this.#words >= MOST_WORDS) return
    this.#words += 1
    if (this.#words > 2) this.#addGram(mixed(this.#first, this.#second, hash))
    this.#first = this.#second
    this.#second = hash
  }

  /** The share of the runs of three words that stood in the text before, in [0, 1]; 0 for fewer than three words. */
  share(): number {
    return this.#words < 3 ? 0 : this.#repeated / (this.#words - 2)
  }

  #addGram(gram: number): void {
    let slot = gram & this.#mask
    while (this.#filledBy[slot] === this.#text) {
      if (this.#grams[slot] === gram) {
        this.#repeated += 1
        return
      }
      slot = (slot + 1) & this.#mask
    }
    this.#filledBy[slot] = this.#text
    this.#grams[slot] = gram
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
