import { inflatedFile } from '../files/inflated-file.ts'

const QUOTE = 0x22
const NEWLINE = 0x0a
const RETURN = 0x0d
/** As `stage-csv.sql` has it. */
const LONGEST_RECORD = 16 * 1024 * 1024

interface Scan {
  readonly delimiter: number
  line: number
  recordLine: number
  cells: number
  bytes: number
  isQuoted: boolean
  isBlank: boolean
  expected: number | null
}

/**
 * Where does this CSV file, which could not be read, break its form? In words, with line numbers and without contents;
 * null when every record has as many cells as the first, all quotes are closed and all text is UTF-8.
 */
export async function csvFault(path: string, delimiter: string): Promise<string | null> {
  const scan: Scan = {
    delimiter: delimiter.charCodeAt(0),
    line: 1,
    recordLine: 1,
    cells: 1,
    bytes: 0,
    isQuoted: false,
    isBlank: true,
    expected: null,
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isText = true
  let isFirst = true
  for await (const piece of inflatedFile(path)) {
    if (piece instanceof Error) return 'the compressed file ends early or is damaged.'
    if (isFirst && isUtf16(piece)) return 'its text is UTF-16, expected UTF-8.'
    isFirst = false
    const fault = scanPiece(scan, piece)
    if (fault !== null) return fault
    isText &&= isDecodable(decoder, piece)
  }
  if (scan.isQuoted) return `the quoted cell of the record that begins in line ${scan.recordLine} has no end.`
  return endRecord(scan) ?? (isText ? null : 'its text is not UTF-8.')
}

function isDecodable(decoder: TextDecoder, piece: Buffer): boolean {
  try {
    decoder.decode(piece, { stream: true })
    return true
  } catch {
    return false
  }
}

/** By its byte-order mark. */
function isUtf16(piece: Buffer): boolean {
  return piece.length > 1 && [0xfeff, 0xfffe].includes(piece.readUInt16BE(0))
}

function scanPiece(scan: Scan, piece: Buffer): string | null {
  for (const byte of piece) {
    scan.bytes++
    if (scan.bytes === LONGEST_RECORD) return `the record in line ${scan.recordLine} is longer than 16 MiB.`
    if (byte === NEWLINE) {
      const fault = scan.isQuoted ? null : endRecord(scan)
      if (fault !== null) return fault
      scan.line++
      if (!scan.isQuoted) startRecord(scan)
      continue
    }
    if (byte === QUOTE) scan.isQuoted = !scan.isQuoted
    if (byte === scan.delimiter && !scan.isQuoted) scan.cells++
    if (byte !== RETURN) scan.isBlank = false
  }
  return null
}

function startRecord(scan: Scan): void {
  scan.recordLine = scan.line
  scan.cells = 1
  scan.bytes = 0
  scan.isBlank = true
}

function endRecord(scan: Scan): string | null {
  if (scan.isBlank) return null
  scan.expected ??= scan.cells
  if (scan.cells === scan.expected) return null
  return `the record in line ${scan.recordLine} has ${scan.cells} ${scan.cells === 1 ? 'cell' : 'cells'}, the first line has ${scan.expected}.`
}
