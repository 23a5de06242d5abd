import { formatNumber } from './number.ts'

/**
 * A duration in the largest fitting unit, rounded for reading. Milliseconds in, at least 0.
 *
 * @example formatDuration(1840) // '1.84 s'
 * @example formatDuration(754_000) // '12 min 34 s'
 */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '–'
  if (Math.abs(milliseconds) < 1000) return `${formatNumber(milliseconds)} ms`
  if (Math.abs(milliseconds) < 60_000) return `${formatNumber(milliseconds / 1000)} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}
