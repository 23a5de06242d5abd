import { Buffer } from 'node:buffer'
import {
  BLOB,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBStructVector,
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

/**
 * Gives SQL the function `measure_text(BLOB)`, which reads the bytes of a text once and returns a STRUCT of `features`,
 * as `docs/features.md` defines them, and `may_hold`, whether there is any sign of what `redact.sql` takes out; NULL for
 * NULL. A function, because the words alone take string functions three
 * times as long as this takes for everything, and no string function counts letters of all scripts.
 */
export function registerTextFunction(connection: DuckDBConnection): void {
  const scan = new TextScan()
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: 'measure_text',
      parameterTypes: [BLOB],
      returnType: STRUCT({ features: STRUCT(FIELDS), may_hold: BOOLEAN }),
      mainFunction(_, input, output) {
        const texts = input.getColumnVector(0)
        const measured = output as DuckDBStructVector
        const features = measured.entryVectorAt(FEATURES) as DuckDBStructVector
        for (let row = 0; row < texts.itemCount; row++) {
          const bytes = 'getItemBytes' in texts ? (texts as BlobVector).getItemBytes(row) : null
          if (bytes === null) measured.setItem(row, null)
          else {
            writeFeatures(features, row, measure(scan, bytes))
            measured.setItemValue(row, MAY_HOLD, scan.mayHold)
          }
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
    share(characters - scan.letters - scan.spaces, characters),
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

/** A text without characters has a share of 0 of everything. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * SHARE_DIGITS) / SHARE_DIGITS
}

function writeFeatures(to: DuckDBStructVector, row: number, measures: Measures): void {
  for (let entry = 0; entry < measures.length; entry++) to.setItemValue(row, entry, measures[entry] ?? null)
}
