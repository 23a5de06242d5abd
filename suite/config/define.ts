import type { ConfigInput } from './schema.ts'

/**
 * Types a config while it is written; it is checked when a command reads it.
 *
 * @example export default defineConfig({ name: 'support-bot', dataset: 'cases/*.jsonl', target, scorers: [contains()] })
 */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config
}

type Issues = NonNullable<ConfigInput['issues']>

/**
 * Regression issues on GitHub or GitHub Enterprise; the token comes from the environment (`GITHUB_TOKEN`).
 *
 * @example issues: github({ repo: 'acme/bot' })
 */
export function github(options: Omit<Extract<Issues, { kind: 'github' }>, 'kind'>): Issues {
  return { kind: 'github', ...options }
}

type Mail = NonNullable<ConfigInput['mail']>

/**
 * The nightly mail over SMTP; the server and its login come from the environment (`NIGHTDRIFT_SMTP_URL`,
 * `smtps://user:password@host:465`). Without that variable each mail is an .eml file in the lake's outbox.
 *
 * @example mail: smtp({ to: ['evals@acme.example'] })
 */
export function smtp(options: Omit<Mail, 'kind'>): Mail {
  return { kind: 'smtp', ...options }
}
