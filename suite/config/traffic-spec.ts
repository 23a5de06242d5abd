import { z } from 'zod'

const source = {
  /** Relative to the config, or an `s3://` address. */
  glob: z.string().min(1),
  /** Own mapping: a SQL SELECT over the relation `raw`, whose columns are the keys of a traffic record. */
  select: z
    .string()
    .regex(/^\s*(?:select|with|from)\b/i, 'expected one SQL SELECT over the relation raw')
    .optional(),
}

/** Production logs by their format, as plain data; unknown keys are refused. */
export const trafficSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('jsonl'), ...source }),
  z.strictObject({ kind: z.literal('csv'), ...source }),
  z.strictObject({ kind: z.literal('parquet'), ...source }),
  z.strictObject({ kind: z.literal('openaiChat'), ...source }),
  z.strictObject({ kind: z.literal('otlp'), ...source }),
])

/** A checked source of traffic. */
export type TrafficSpec = z.output<typeof trafficSpec>

type Mapping = { select?: string }
type Source<Kind extends TrafficSpec['kind']> = { kind: Kind; glob: string } & Mapping

/**
 * Production logs as JSON lines, plain, gzip or zstd.
 *
 * @example traffic: [jsonl('logs/**\/*.jsonl.gz')]
 * @example jsonl('logs/*.jsonl', { select: "SELECT ts AS timestamp, q AS input, a AS output, model, ms AS latency_ms FROM raw" })
 */
export function jsonl(glob: string, mapping: Mapping = {}): Source<'jsonl'> {
  return { kind: 'jsonl', glob, ...mapping }
}

/**
 * Production logs as CSV with a line of names, plain, gzip or zstd; delimited by comma, semicolon, tab or bar.
 *
 * @example traffic: [csv('exports/*.csv')]
 */
export function csv(glob: string, mapping: Mapping = {}): Source<'csv'> {
  return { kind: 'csv', glob, ...mapping }
}

/**
 * Production logs as Parquet.
 *
 * @example traffic: [parquet('warehouse/requests-*.parquet')]
 */
export function parquet(glob: string, mapping: Mapping = {}): Source<'parquet'> {
  return { kind: 'parquet', glob, ...mapping }
}

/**
 * Requests to OpenAI's chat completions API and their answers, one `{"request", "response"}` a line.
 *
 * @example traffic: [openaiChat('proxy/*.jsonl.zst')]
 */
export function openaiChat(glob: string, mapping: Mapping = {}): Source<'openaiChat'> {
  return { kind: 'openaiChat', glob, ...mapping }
}

/**
 * OpenTelemetry spans of model calls as OTLP JSON, one export request a line or a file. Spans of scorers and judges
 * and of anything but model calls are left out and counted.
 *
 * @example traffic: [otlp('collector/traces-*.json')]
 */
export function otlp(glob: string, mapping: Mapping = {}): Source<'otlp'> {
  return { kind: 'otlp', glob, ...mapping }
}
