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
import { RepeatedWords } from './repeated-words.ts'

/** As the signed number that `Math.imul` gives: engines keep a larger one as a double, and scanning takes half as long again. */
const FNV_START = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193

const BLANK = 0x20
const AT = 0x40
const COLON = 0x3a
const PERCENT = 0x25
const FOUR = 0x34
const HYPHEN = 0x2d
const SLASH = 0x2f
const BACKTICK = 0x60
const TILDE = 0x7e
/** An address such as 1.1.1.1 has no more; cards and phone numbers have. */
const FEWEST_DIGITS = 4
/** No key, token or address of eight groups is shorter, and none has white space in it, which is counted here with the word before. */
const SHORTEST_SECRET = 14

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
  readonly repeated = new RepeatedWords()

  #hash = FNV_START
  #isInWord = false
  #hasWord = false
  #lines = 0
  #end = OTHER
  #sign = 0
  #wordStart = 0
  #longestWord = 0

  /** @param bytes  valid UTF-8 */
  scan(bytes: Uint8Array): void {
    this.#start(bytes.length)
    let at = 0
    while (at < bytes.length) {
      const first = at
      let hash = this.#hash
      let byte = 0
      for (; at < bytes.length; at++) {
        byte = bytes[at] as number
        if (BYTE_CLASS[byte] !== LETTER) break
        hash = Math.imul(hash ^ byte, FNV_PRIME)
      }
      this.#hash = hash
      if (at > first) this.#addLetters(at - first)
      if (at === bytes.length) break
      if (byte === BLANK && this.#end === OTHER && this.#lines === 0) {
        this.#addBlank()
        at += 1
      } else at += BYTE_CLASS[byte] === LONG ? this.#addLong(bytes, at) : this.#addShort(byte)
    }
    this.#endWord()
    this.#endSentence()
    this.mayHold ||= this.digits >= FEWEST_DIGITS || this.#longestWord >= SHORTEST_SECRET
  }

  #start(size: number): void {
    this.characters = this.letters = this.digits = this.spaces = 0
    this.words = this.sentences = this.questions = this.#lines = 0
    this.#hash = FNV_START
    this.#isInWord = this.#hasWord = false
    this.#end = OTHER
    this.mayHold = this.mayHaveCode = this.mayHaveUrls = false
    this.#sign = this.#wordStart = this.#longestWord = 0
    // Between two words stands a byte at least.
    this.repeated.start(Math.ceil(size / 2))
  }

  #addLetters(count: number): void {
    this.#sign = 0
    this.characters += count
    this.letters += count
    this.#isInWord = this.#hasWord = true
    this.#end = OTHER
    this.#lines = 0
  }

  #addShort(byte: number): number {
    this.#addOne(BYTE_CLASS[byte] as number, byte)
    return 1
  }

  /** A character of two to four bytes; gives how many. */
  #addLong(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] as number
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    let codePoint = byte & (0xff >> (length + 1))
    for (let next = 1; next < length; next++) codePoint = (codePoint << 6) | ((bytes[at + next] ?? 0) & 0x3f)
    const kind = classOf(codePoint)
    if (kind === LETTER) {
      this.#hash = Math.imul(this.#hash ^ codePoint, FNV_PRIME)
      this.#addLetters(1)
    } else this.#addOne(kind, codePoint)
    return length
  }

  /** Any character but a letter. */
  #addOne(kind: number, codePoint: number): void {
    this.characters += 1
    if (kind === SPACE || kind === NEWLINE) {
      this.#addSpace(kind)
      return
    }
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
    if (codePoint === AT) this.mayHold = true
    else if (codePoint === BACKTICK || codePoint === TILDE) this.mayHaveCode = true
    else if (codePoint === this.#sign) {
      if (codePoint === COLON || codePoint === HYPHEN) this.mayHold = true
      else if (codePoint === SLASH) this.mayHaveUrls = true
    } else if (codePoint === FOUR && this.#sign === PERCENT) this.mayHold = true
    this.#sign = codePoint
  }

  /** Of most words the end: no line and no sentence ends with it. */
  #addBlank(): void {
    this.characters += 1
    this.spaces += 1
    this.#endWord()
    this.#sign = 0
    this.#wordStart = this.characters
  }

  #addSpace(kind: number): void {
    this.spaces += 1
    this.#endWord()
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
    this.words += 1
    this.#longestWord = Math.max(this.#longestWord, this.characters - this.#wordStart)
    this.repeated.add(this.#hash)
    this.#hash = FNV_START
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
