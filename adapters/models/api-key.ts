import { ConfigError } from '../../suite/config/errors.ts'
import { isLoopback } from '../loopback.ts'

/** Where a key is looked for, and for whom. */
export interface KeyRequest {
  /** `openai gpt-5-mini`, named in errors. */
  readonly target: string
  readonly apiKeyEnv: string
  readonly baseUrl: string
}

/**
 * The key of a model's provider, from the environment alone; `null` when there is none and the server is on this
 * machine, which may go without.
 *
 * @throws ConfigError when a key is needed and missing, or holds characters that no HTTP header can carry; it never
 *   quotes the key
 */
export function readApiKey(
  request: KeyRequest,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const { target, apiKeyEnv, baseUrl } = request
  const key = env[apiKeyEnv]?.trim() ?? ''
  if (key === '' && isLoopback(new URL(baseUrl).hostname)) return null
  if (key === '') {
    throw new ConfigError(
      `Cannot use the target ${target}: the environment has no ${apiKeyEnv}. Set it to the provider's key, or name another variable in \`apiKeyEnv\`.`,
    )
  }
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw new ConfigError(
    `Cannot use the target ${target}: ${apiKeyEnv} holds spaces, line ends or characters outside ASCII; expected a key alone. Set it anew.`,
  )
}
