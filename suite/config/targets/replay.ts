import { z } from 'zod'

export const replaySpec = z.strictObject({
  kind: z.literal('replay'),
  path: z.string().min(1),
  /** Stands for lines that name no model. */
  model: z.string().min(1).optional(),
})

export type ReplaySpec = z.output<typeof replaySpec>

/**
 * Recorded outputs instead of a model: JSON lines of `{id, output, model?, latency_ms?, tokens?, tool_calls?}`, one a case.
 *
 * @param recording  the file, relative to the config; or `{path, model}` to name the model that was recorded
 * @example replay('outputs.jsonl')
 */
export function replay(recording: string | Omit<ReplaySpec, 'kind'>): ReplaySpec {
  return typeof recording === 'string'
    ? { kind: 'replay', path: recording }
    : { kind: 'replay', ...recording }
}
