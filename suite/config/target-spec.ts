import { z } from 'zod'
import { anthropicSpec } from './targets/anthropic.ts'
import { openaiSpec } from './targets/openai.ts'
import { replaySpec } from './targets/replay.ts'

/** What a suite is run against, as plain data; unknown keys are refused. */
export const targetSpec = z.discriminatedUnion('kind', [openaiSpec, anthropicSpec, replaySpec])

/** A checked target with its defaults filled in. */
export type TargetSpec = z.output<typeof targetSpec>

/** How many cases may be asked at once: the target's own limit; a recording is read from memory, so one. */
export function targetConcurrency(spec: TargetSpec): number {
  return spec.kind === 'replay' ? 1 : spec.concurrency
}

/** The files a target names, as its config writes them: what they hold changes its answers. */
export function targetFiles(spec: TargetSpec): string[] {
  if (spec.kind === 'replay') return [spec.path]
  const { system, prompt } = spec
  return [system, prompt].flatMap((text) => (typeof text === 'object' ? [text.path] : []))
}
