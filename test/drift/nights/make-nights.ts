import { nightBefore } from '../../../activities/night-keys.ts'
import type { ScoredNight } from '../../../drift/nights/scores.ts'
import { normalQuantile } from '../../../stats/normal.ts'

/** Dates of consecutive nights, the last of them a Sunday. */
export function nightsUntil(count: number, last = '2026-11-22'): string[] {
  return Array.from({ length: count }, (_, i) => nightBefore(last, count - 1 - i))
}

/** Nights of one number that is measured exactly. */
export function scoredNights(values: readonly number[]): ScoredNight[] {
  const nights = nightsUntil(values.length)
  return values.map((value, i) => ({ night: nights[i]!, values: [value], variances: [0] }))
}

/** A standard normal number. */
export function normal(random: () => number): number {
  return normalQuantile((random() * 4294967296 + 0.5) / 4294967296)
}
