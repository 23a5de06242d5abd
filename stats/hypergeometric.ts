import { logChoose } from './log-factorial.ts'

/** An urn: `draws` are taken without replacement from `population`, of which `marked` count. Whole numbers. */
export interface Urn {
  readonly population: number
  readonly marked: number
  readonly draws: number
}

/**
 * How many marked ones come out of the urn? One hypergeometric random number.
 * Inversion outward from the mode, so the work grows with the standard deviation, not with the urn.
 *
 * @param random uniform in [0, 1)
 * @example drawHypergeometric({population: 10, marked: 10, draws: 4}, random) // 4
 */
export function drawHypergeometric({ population, marked, draws }: Urn, random: () => number): number {
  if (marked === 0 || draws === 0) return 0
  if (draws === population) return marked
  if (marked === population) return draws
  const mode = Math.floor(((draws + 1) * (marked + 1)) / (population + 2))
  const unmarkedSpare = population - marked - draws
  const lowest = Math.max(0, -unmarkedSpare)
  const highest = Math.min(marked, draws)
  const atMode = Math.exp(logMass(mode, population, marked, draws))
  let left = random() - atMode
  let up = mode
  let down = mode
  let massUp = atMode
  let massDown = atMode
  while (left >= 0) {
    massUp =
      up < highest ? (massUp * (marked - up) * (draws - up)) / ((up + 1) * (unmarkedSpare + up + 1)) : 0
    up += 1
    left -= massUp
    if (left < 0) return up
    massDown =
      down > lowest
        ? (massDown * down * (unmarkedSpare + down)) / ((marked - down + 1) * (draws - down + 1))
        : 0
    down -= 1
    left -= massDown
    if (left < 0) return down
    // What rounding left over when both tails are used up belongs to no number in particular.
    if (massUp + massDown < 1e-20) return mode
  }
  return mode
}

function logMass(k: number, population: number, marked: number, draws: number): number {
  return logChoose(marked, k) + logChoose(population - marked, draws - k) - logChoose(population, draws)
}
