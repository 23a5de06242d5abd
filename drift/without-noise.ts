/**
 * What is left of a KS statistic after what it is on average when nothing differs?
 * KS is a largest gap: once there is a true one, it is found at that one place, and noise elsewhere adds nothing to it.
 * Noise and difference add up in squares: near no difference the whole noise comes off, far beyond it hardly any.
 *
 * @param value the estimate, ≥ 0
 * @param noise its mean under the null, ≥ 0
 * @returns √(value² − noise²), or 0 where the noise is larger
 * @example withoutNoise(0.145, 0.055) // 0.1341…
 */
export function withoutNoise(value: number, noise: number): number {
  return Math.sqrt(Math.max(0, value * value - noise * noise))
}
