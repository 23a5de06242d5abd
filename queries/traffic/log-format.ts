import type { TrafficSpec } from '../../suite/config/traffic-spec.ts'
import { type LineBatch, lineBatches } from '../files/read-lines.ts'
import { csvRecords } from './csv-records.ts'
import { openaiChatRecords } from './openai-chat.ts'
import { otlpCalls, otlpSpans } from './otlp-spans.ts'

type LogKind = TrafficSpec['kind']

/** What is done to a log, as plain data. */
export interface LogTreatment {
  readonly kind: LogKind
  /** The user's own mapping, a SELECT over `raw`; null without one. */
  readonly select: string | null
  /** Whether what is personal or secret is taken out, and own patterns by name; null: nothing is. */
  readonly redact: { readonly patterns: Readonly<Record<string, string>> } | null
  /** Whether inputs and outputs are kept, not their features alone. */
  readonly storeText: boolean
  /** IANA name of the zone whose calendar days are the nights. */
  readonly timezone: string
}

/** How the files of one kind become records. */
export interface LogFormat {
  /** Consecutive lines, those that are read being JSON; null where DuckDB reads the file itself. */
  readonly lines: ((path: string) => AsyncIterable<LineBatch>) | null
  /** The same lines for an own SELECT, where they differ. */
  readonly rawLines?: (path: string) => AsyncIterable<LineBatch>
  /** Makes the view `traffic_text` of one part of the file; null where its columns are those of a record. */
  readonly mapping: URL | null
  /** Whether each line is a list of rows. */
  readonly isNested?: boolean
}

const LINES = new URL('./map-lines.sql', import.meta.url)

/** Every kind of log that a config can name. A mapping of another export is a file beside `openai-chat.ts` and a line here. */
export const logFormats: Readonly<Record<LogKind, LogFormat>> = {
  jsonl: { lines: lineBatches, mapping: LINES },
  csv: { lines: csvRecords, mapping: new URL('./map-csv.sql', import.meta.url) },
  parquet: { lines: null, mapping: null },
  openaiChat: { lines: openaiChatRecords, rawLines: lineBatches, mapping: LINES },
  otlp: {
    lines: otlpCalls,
    rawLines: otlpSpans,
    mapping: new URL('./map-spans.sql', import.meta.url),
    isNested: true,
  },
}
