import type { Quota } from '../../suite/limits/quota.ts'

/** Names of the headers of one limit: how much it is, what is left of it, and when it is whole again. */
interface Names {
  readonly limit: string
  readonly remaining: string
  readonly reset: string
}

const NAMES: readonly Names[] = [
  ...['requests', 'tokens'].map((unit) => ({
    limit: `x-ratelimit-limit-${unit}`,
    remaining: `x-ratelimit-remaining-${unit}`,
    reset: `x-ratelimit-reset-${unit}`,
  })),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((unit) => ({
    limit: `anthropic-ratelimit-${unit}-limit`,
    remaining: `anthropic-ratelimit-${unit}-remaining`,
    reset: `anthropic-ratelimit-${unit}-reset`,
  })),
]

/**
 * What an answer's headers say of the account's limits, OpenAI's and Anthropic's; none where they say nothing usable.
 *
 * @param now Unix milliseconds
 */
export function advertisedQuota(headers: Headers, now: number): Quota[] {
  return NAMES.flatMap(({ limit, remaining, reset }) => {
    const most = headers.get(limit)
    if (most === null) return []
    const quota = {
      limit: Number(most),
      remaining: Number(headers.get(remaining) ?? Number.NaN),
      resetMs: millisecondsUntil(headers.get(reset) ?? '', now),
    }
    return Object.values(quota).every((value) => Number.isFinite(value) && value >= 0) ? [quota] : []
  })
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const

/** `1m30.5s` or `120ms` as OpenAI writes it, or a time as Anthropic does (RFC 3339). */
function millisecondsUntil(text: string, now: number): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return Math.max(0, Date.parse(text) - now)
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS], 0)
}
