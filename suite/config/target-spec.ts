import { z } from 'zod'
import type { GateLimits } from '../limits/request-gate.ts'
import { endpointUrl } from './endpoint-url.ts'
import { fileSpec } from './file-spec.ts'
import { limitKeys } from './limit-spec.ts'

const endpoint = {
  model: z.string().min(1),
  /** Put before every case: a text, or `file('prompts/system.md')`. */
  system: z.union([z.string(), fileSpec]).optional(),
  baseUrl: endpointUrl.optional(),
  /** Tools the model may call, as the provider's API takes them; nothing is run, the calls are scored. */
  tools: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
  /** Not sent unless given: some models refuse it. */
  temperature: z.number().min(0).max(2).optional(),
  /**
   * One request, from sending to the last byte. A minute: slow models answer in it, a hanging one costs no night. At
   * most five: Node's fetch waits no longer for the first byte. */
  timeoutMs: z.int().min(1).max(300_000).default(60_000),
  ...limitKeys,
}

const openaiSpec = z.strictObject({
  kind: z.literal('openai'),
  ...endpoint,
  /** Name of the environment variable that holds the key. */
  apiKeyEnv: z.string().min(1).default('OPENAI_API_KEY'),
  maxTokens: z.int().positive().optional(),
  /** Asks for repeatable answers; providers promise no more than to try. */
  seed: z.int().optional(),
})

const anthropicSpec = z.strictObject({
  kind: z.literal('anthropic'),
  ...endpoint,
  /** Name of the environment variable that holds the key. */
  apiKeyEnv: z.string().min(1).default('ANTHROPIC_API_KEY'),
  /** The API demands a limit; 4096 cuts few answers off, and one that is cut says so in its finish reason. */
  maxTokens: z.int().positive().default(4096),
})

const replaySpec = z.strictObject({
  kind: z.literal('replay'),
  path: z.string().min(1),
  /** Stands for lines that name no model. */
  model: z.string().min(1).optional(),
})

/** What a suite is run against, as plain data; unknown keys are refused. */
export const targetSpec = z.discriminatedUnion('kind', [openaiSpec, anthropicSpec, replaySpec])

export type OpenAiSpec = z.output<typeof openaiSpec>
export type AnthropicSpec = z.output<typeof anthropicSpec>
export type ReplaySpec = z.output<typeof replaySpec>
/** A checked target with its defaults filled in. */
export type TargetSpec = z.output<typeof targetSpec>

/**
 * A model behind OpenAI's chat completions API, or behind any server that speaks it (`baseUrl`).
 * The key comes from the environment; a server on this machine may go without one.
 *
 * @example openai({ model: 'gpt-5-mini', system: file('prompts/system.md') })
 * @example openai({ model: 'llama-3.3', baseUrl: 'http://127.0.0.1:8000/v1', temperature: 0 })
 */
export function openai(options: Omit<z.input<typeof openaiSpec>, 'kind'>): z.input<typeof openaiSpec> {
  return { kind: 'openai', ...options }
}

/**
 * A model behind Anthropic's messages API, or behind any server that speaks it (`baseUrl`, without `/v1`).
 *
 * @example anthropic({ model: 'claude-sonnet-4-5', maxTokens: 1024 })
 */
export function anthropic(
  options: Omit<z.input<typeof anthropicSpec>, 'kind'>,
): z.input<typeof anthropicSpec> {
  return { kind: 'anthropic', ...options }
}

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

/** How hard a target may be asked; a recording is read from memory, one case at a time. */
export function targetLimits(spec: TargetSpec): GateLimits {
  return spec.kind === 'replay' ? { concurrency: 1 } : spec
}
