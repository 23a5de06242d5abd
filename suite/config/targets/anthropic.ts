import { z } from 'zod'
import { modelKeys } from './model-keys.ts'

export const anthropicSpec = z.strictObject({
  kind: z.literal('anthropic'),
  ...modelKeys,
  /** Name of the environment variable that holds the key. */
  apiKeyEnv: z.string().min(1).default('ANTHROPIC_API_KEY'),
  /** The API demands a limit; 4096 cuts few answers off, and one that is cut says so in its finish reason. */
  maxTokens: z.int().positive().default(4096),
})

export type AnthropicSpec = z.output<typeof anthropicSpec>

/**
 * A model behind Anthropic's messages API, or behind any server that speaks it (`baseUrl`, without `/v1`).
 *
 * @example anthropic({ model: 'claude-sonnet-4-5', maxTokens: 1024 })
 * @example anthropic({ model: 'claude-sonnet-4-5', extra: { thinking: { type: 'enabled', budget_tokens: 2048 } } })
 */
export function anthropic(
  options: Omit<z.input<typeof anthropicSpec>, 'kind'>,
): z.input<typeof anthropicSpec> {
  return { kind: 'anthropic', ...options }
}
