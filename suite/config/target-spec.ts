import { z } from 'zod'
import type { GateLimits } from './limit-spec.ts'
import { anthropicSpec } from './targets/anthropic.ts'
import { commandSpec } from './targets/command.ts'
import { fnSpec } from './targets/fn.ts'
import { httpSpec } from './targets/http.ts'
import { openaiSpec } from './targets/openai.ts'
import { replaySpec } from './targets/replay.ts'

/** What a suite is run against, as plain data; unknown keys are refused. */
export const targetSpec = z.discriminatedUnion('kind', [
  openaiSpec,
  anthropicSpec,
  httpSpec,
  commandSpec,
  fnSpec,
  replaySpec,
])

/** A checked target with its defaults filled in. */
export type TargetSpec = z.output<typeof targetSpec>

/** How hard a target may be asked; a recording is read from memory, one case at a time. */
export function targetLimits(spec: TargetSpec): GateLimits {
  return spec.kind === 'replay' ? { concurrency: 1 } : spec
}

/** The files a target names, as its config writes them: what they hold changes its answers. */
export function targetFiles(spec: TargetSpec): string[] {
  if (spec.kind === 'replay') return [spec.path]
  if (spec.kind !== 'openai' && spec.kind !== 'anthropic') return []
  return [spec.system, spec.prompt].flatMap((text) => (typeof text === 'object' ? [text.path] : []))
}
