import { Buffer } from 'node:buffer'
import {
  BLOB,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBStructVector,
  type DuckDBType,
  INTEGER,
  STRUCT,
} from '@duckdb/node-api'
import { TextScan } from './text-scan.ts'
import { codeCharacters, isIndented, isJson, isOpening, urlCharacters } from './text-spans.ts'

/** Fine enough for every comparison, and few enough values that they are kept in little space. */
const SHARE_DIGITS = 1e4

const FIELDS = {
  characters: INTEGER,
  words: INTEGER,
  sentences: INTEGER,
  question_share: DOUBLE,
  non_letter_share: DOUBLE,
  digit_share: DOUBLE,
  code_share: DOUBLE,
  url_share: DOUBLE,
  repetition: DOUBLE,
  is_json: BOOLEAN,
}

/** Places of the entries of `measure_text`. */
const FEATURES = 0
const MAY_HOLD = 1

/** Some of `FIELDS`, as `count_text` gives them. */
const COUNTS = { characters: INTEGER, words: INTEGER, sentences: INTEGER, non_letter_share: DOUBLE }

/**
 * Gives SQL two functions of the bytes of a text, which they read once; NULL for NULL. `measure_text(BLOB)` returns a
 * STRUCT of `features`, as `docs/features.md` defines them, and `may_hold`, whether there is any sign of what
 * `redact.sql` takes out. `count_text(BLOB)` returns a STRUCT of the features that are counts of signs alone, which takes
 * two thirds of the time. Functions, because the words alone take string functions three
 * times as long as this takes for everything, and no string function counts letters of all scripts.
 */
export function registerTextFunction(connection: DuckDBConnection): void {
  const scan = new TextScan()
  define(connection, {
    name: 'measure_text',
    returnType: STRUCT({ features: STRUCT(FIELDS), may_hold: BOOLEAN }),
    write(to, row, bytes) {
      writeEntries(to.entryVectorAt(FEATURES) as DuckDBStructVector, row, measure(scan, bytes))
      to.setItemValue(row, MAY_HOLD, scan.mayHold)
    },
  })
  define(connection, {
    name: 'count_text',
    returnType: STRUCT(COUNTS),
    write(to, row, bytes) {
      scan.scan(bytes)
      writeEntries(to, row, [scan.characters, scan.words, scan.sentences, nonLetterShare(scan)])
    },
  })
}

interface FunctionOfText {
  readonly name: string
  readonly returnType: DuckDBType
  write(to: DuckDBStructVector, row: number, bytes: Uint8Array): void
}

function define(connection: DuckDBConnection, { name, returnType, write }: FunctionOfText): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: [BLOB],
      returnType,
      mainFunction(_, input, output) {
        const texts = input.getColumnVector(0)
        const results = output as DuckDBStructVector
        for (let row = 0; row < texts.itemCount; row++) {
          const bytes = 'getItemBytes' in texts ? (texts as BlobVector).getItemBytes(row) : null
          if (bytes === null) results.setItem(row, null)
          else write(results, row, bytes)
        }
        output.flush()
      },
    }),
  )
}

interface BlobVector {
  getItemBytes(row: number): Uint8Array | null
}

type Measures = readonly (number | boolean)[]

/** In the order of `FIELDS`. */
function measure(scan: TextScan, bytes: Uint8Array): Measures {
  scan.scan(bytes)
  const { characters, words, sentences } = scan
  const { code, urls, json } = spansOf(scan, bytes)
  return [
    characters,
    words,
    sentences,
    share(scan.questions, sentences),
    nonLetterShare(scan),
    share(scan.digits, characters),
    share(code, characters),
    share(urls, characters),
    share(scan.repeatedShare(), 1),
    json,
  ]
}

const NO_SPANS = { code: 0, urls: 0, json: false }

/** Characters in code and in addresses, and whether it is all JSON; most texts need no look at all. */
function spansOf({ mayHaveCode, mayHaveUrls }: TextScan, bytes: Uint8Array) {
  if (!mayHaveCode && !mayHaveUrls && !isOpening(bytes[0])) return NO_SPANS
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    code: mayHaveCode || isIndented(text) ? codeCharacters(text) : 0,
    urls: mayHaveUrls ? urlCharacters(text) : 0,
    json: isJson(text),
  }
}

function nonLetterShare({ characters, letters, spaces }: TextScan): number {
  return share(characters - letters - spaces, characters)
}

/** A text without characters has a share of 0 of everything. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * SHARE_DIGITS) / SHARE_DIGITS
}

function writeEntries(to: DuckDBStructVector, row: number, measures: Measures): void {
  for (let entry = 0; entry < measures.length; entry++) to.setItemValue(row, entry, measures[entry] ?? null)
}
