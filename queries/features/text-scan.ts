import {
  BYTE_CLASS,
  CLOSING,
  classOf,
  DIGIT,
  LETTER,
  LONG,
  NEWLINE,
  OTHER,
  QUESTION,
  SPACE,
  STOP,
  WIDE_QUESTION,
  WIDE_STOP,
} from './character-class.ts'
import { MOST_WORDS, RepeatedWords } from './repeated-words.ts'

/** FNV-1a's; the hash of a word starts at 0, so that a blank, whose mask is 0, ends one and begins the next. */
const FNV_PRIME = 0x01000193

const BLANK = 0x20
const AT = 0x40
const COLON = 0x3a
const PERCENT = 0x25
const FOUR = 0x34
const HYPHEN = 0x2d
const SLASH = 0x2f
/** Pads a login, however short. */
const EQUALS = 0x3d
const BACKTICK = 0x60
const TILDE = 0x7e
/** An address such as 1.1.1.1 has no more; cards and phone numbers have. */
const FEWEST_DIGITS = 4
/** No key, token or address of eight groups has a shorter word. */
const SHORTEST_SECRET = 14
/** `authorization`, which a login may follow that is shorter. */
const SHORTEST_OF_LETTERS = 13

/** Letters of one byte are 0, the blank is 1, all other bytes are more. */
const PLAIN = Uint8Array.from(BYTE_CLASS, (kind, byte) => (kind === LETTER ? 0 : byte === BLANK ? 1 : 2))

/**
 * Reads a text once, from the first byte to the last, and counts what stands in it. One object scans many texts, one
 * after the other; the counts are of the text that was scanned last.
 */
export class TextScan {
  characters = 0
  letters = 0
  digits = 0
  /** White space, line breaks among it. */
  spaces = 0
  words = 0
  sentences = 0
  questions = 0
  /** Whether the text has any of the signs without which nothing in it is personal or secret. */
  mayHold = false
  /** Whether it has a line break or a sign that fences are made of, without which nothing but its first line can be code. */
  mayHaveCode = false
  /** Whether it has two slashes in a row, as every address has. */
  mayHaveUrls = false
  readonly #repeated = new RepeatedWords()
  #hashes = new Int32Array(MOST_WORDS)

  #hash = 0
  #isInWord = false
  #hasWord = false
  #lines = 0
  #end = OTHER
  #sign = 0
  #wordStart = 0

  /** @param bytes  valid UTF-8 */
  scan(bytes: Uint8Array): void {
    this.#start(bytes.length)
    let at = 0
    while (at < bytes.length) {
      const byte = bytes[at] as number
      const kind = BYTE_CLASS[byte] as number
      if (kind === LETTER) at = this.#addPlain(bytes, at)
      else if (kind === LONG) at += this.#addLong(bytes, at)
      else {
        this.#addOne(kind, byte)
        at += 1
      }
    }
    this.#endWord()
    this.#endSentence()
    this.mayHold ||= this.digits >= FEWEST_DIGITS
  }

  /** How much of the text says again what it said before, in [0, 1]. */
  repeatedShare(): number {
    return this.#repeated.share(this.#hashes, Math.min(this.words, MOST_WORDS))
  }

  #start(size: number): void {
    // Between two words stands a byte at least; a byte that ends none is written behind the last.
    if (Math.ceil(size / 2) + 2 > this.#hashes.length) this.#hashes = new Int32Array(Math.ceil(size / 2) + 2)
    this.characters = this.letters = this.digits = this.spaces = 0
    this.words = this.sentences = this.questions = this.#lines = this.#hash = 0
    this.#isInWord = this.#hasWord = false
    this.#end = OTHER
    this.mayHold = this.mayHaveCode = this.mayHaveUrls = false
    this.#sign = this.#wordStart = 0
  }

  /**
   * Takes words of letters of one byte with single blanks between them, which most texts are made of; gives where they
   * end. Nothing is decided byte by byte: processors guess half of the words' ends wrong, which takes as long as all else.
   */
  #addPlain(bytes: Uint8Array, start: number): number {
    const hashes = this.#hashes
    let [at, words, hash] = [start, this.words, this.#hash]
    let length = this.characters - this.#wordStart
    let [isBlank, longest] = [0, 0]
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number
      const plain = PLAIN[byte] as number
      if (plain + isBlank > 1) break
      isBlank = plain
      hashes[words] = hash
      words += plain
      const isLetter = plain - 1
      hash = Math.imul(hash ^ byte, FNV_PRIME) & isLetter
      length = (length + 1) & isLetter
      longest |= SHORTEST_OF_LETTERS - 1 - length
    }
    this.#hash = hash
    this.mayHold ||= longest < 0
    this.#addWords(at - start, words - this.words, length)
    return at
  }

  /** What is left of `#addPlain`: it read so many characters, and so many words' ends with a blank each. */
  #addWords(characters: number, ends: number, length: number): void {
    this.characters += characters
    this.letters += characters - ends
    this.spaces += ends
    this.words += ends
    this.#wordStart = this.characters - length
    this.#isInWord = length > 0
    this.#hasWord = true
    this.#end = OTHER
    this.#lines = this.#sign = 0
  }

  #addLetter(codePoint: number): void {
    this.#hash = Math.imul(this.#hash ^ codePoint, FNV_PRIME)
    this.characters += 1
    this.letters += 1
    this.#isInWord = this.#hasWord = true
    this.#end = OTHER
    this.#lines = this.#sign = 0
  }

  /** A character of two to four bytes; gives how many. */
  #addLong(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] as number
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    let codePoint = byte & (0xff >> (length + 1))
    for (let next = 1; next < length; next++) codePoint = (codePoint << 6) | ((bytes[at + next] ?? 0) & 0x3f)
    const kind = classOf(codePoint)
    if (kind === LETTER) this.#addLetter(codePoint)
    else this.#addOne(kind, codePoint)
    return length
  }

  /** Any character but a letter. */
  #addOne(kind: number, codePoint: number): void {
    if (kind === SPACE || kind === NEWLINE) {
      this.#addSpace(kind)
      return
    }
    this.characters += 1
    this.#hash = Math.imul(this.#hash ^ codePoint, FNV_PRIME)
    this.#isInWord = true
    this.#lines = 0
    this.#noteSign(codePoint)
    if (kind === DIGIT) {
      this.digits += 1
      this.#hasWord = true
    }
    this.#noteEnd(kind)
  }

  /** Signs that tell of something in the text, some of them where two stand in a row. */
  #noteSign(codePoint: number): void {
    if (codePoint === AT || codePoint === EQUALS) this.mayHold = true
    else if (codePoint === BACKTICK || codePoint === TILDE) this.mayHaveCode = true
    else if (codePoint === this.#sign) {
      if (codePoint === COLON || codePoint === HYPHEN) this.mayHold = true
      else if (codePoint === SLASH) this.mayHaveUrls = true
    } else if (codePoint === FOUR && this.#sign === PERCENT) this.mayHold = true
    this.#sign = codePoint
  }

  #addSpace(kind: number): void {
    this.#endWord()
    this.characters += 1
    this.spaces += 1
    this.#sign = 0
    this.#wordStart = this.characters
    if (kind === NEWLINE) {
      this.#lines += 1
      this.mayHaveCode = true
    }
    if (this.#end !== OTHER || this.#lines > 1) this.#endSentence()
  }

  /** `#end` remembers, up to the next white space, that the sentence has come to its end, and how. */
  #noteEnd(kind: number): void {
    if (kind === STOP || kind === QUESTION) this.#end = this.#end === QUESTION ? QUESTION : kind
    else if (kind === WIDE_STOP || kind === WIDE_QUESTION) {
      this.#end = kind === WIDE_QUESTION ? QUESTION : STOP
      this.#endSentence()
    } else if (kind !== CLOSING) this.#end = OTHER
  }

  #endWord(): void {
    if (!this.#isInWord) return
    this.#hashes[this.words] = this.#hash
    this.words += 1
    this.mayHold ||= this.characters - this.#wordStart >= SHORTEST_SECRET
    this.#hash = 0
    this.#isInWord = false
  }

  #endSentence(): void {
    if (this.#hasWord) {
      this.sentences += 1
      if (this.#end === QUESTION) this.questions += 1
    }
    this.#hasWord = false
    this.#end = OTHER
  }
}
