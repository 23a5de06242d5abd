import { normalQuantile } from '../../stats/normal.ts'
import { seededRandom } from '../../stats/random.ts'
import { FIELDS, promptOf } from './mixed-prompts.ts'

/** How many nights there are, texts of each, and the deviation of a field's share between them, relative to the share. */
export interface NightMix {
  readonly nights: number
  readonly texts: number
  readonly deviation: number
}

/**
 * Prompts of nights on which people ask about the same fields, of very unequal shares (the largest a quarter, as 1/rank),
 * each a little more or less on every night: by a factor whose logarithm is normal.
 *
 * @returns for each night its prompts; two nights may have the same one
 */
export function varyingNights({ nights, texts, deviation }: NightMix, seed: string): string[][] {
  const random = seededRandom(`${seed}|varying nights`)
  return Array.from({ length: nights }, () => {
    const shares = Array.from(
      { length: FIELDS },
      (_, place) => Math.exp(deviation * normalQuantile(Math.max(random(), 2 ** -33))) / (1 + place),
    )
    return Array.from({ length: texts }, () => promptOf(drawn(shares, random), random))
  })
}

/** A place, each with a chance in proportion to its share. */
function drawn(shares: readonly number[], random: () => number): number {
  let left = random() * shares.reduce((sum, share) => sum + share, 0)
  const found = shares.findIndex((share) => {
    left -= share
    return left < 0
  })
  return Math.max(0, found)
}
