/**
 * Wealth of bets that a sequence of numbers does not go on as it began. It starts at 1, and may not be expected to grow
 * while the ranks it is bet on are uniform and independent: an e-process, whose value is the evidence for a drift.
 */
export interface RankBets {
  /** What is not bet yet. */
  readonly reserve: number
  /** What each tilt has made of its part. */
  readonly stakes: readonly number[]
}

/** Each bets that ranks are low (new numbers large) when above 0, or high when below: slightly, clearly, sharply. */
const TILTS = [2, 5, 10, -2, -5, -10]

/** Which part of the reserve is put on the tilts each time: a drift can begin late, and most bets on quiet nights lose. */
const ENTRY = 1 / 50

/** Before the first bet. */
export const NO_BETS: RankBets = { reserve: 1, stakes: TILTS.map(() => 0) }

/**
 * The wealth after one more rank. A tilt λ multiplies its stake by λ e^(−λp) / (1 − e^(−λ)), which is 1 on average for
 * a uniform p; the reserve enters by a fiftieth a time, in equal parts, which is a mixture over when a drift begins.
 *
 * @param p in [0, 1], uniform and independent of earlier ones when nothing drifts; near 0 when the new number is large
 * @see Vovk, Gammerman & Shafer 2005 (conformal test martingales); Shin, Ramdas & Rinaldo 2024 (mixing over beginnings)
 * @example bettingOn(NO_BETS, 0.01) // worth 1.034…: what bet on large numbers has grown
 */
export function bettingOn({ reserve, stakes }: RankBets, p: number): RankBets {
  const entering = (reserve * ENTRY) / TILTS.length
  return {
    reserve: reserve * (1 - ENTRY),
    stakes: TILTS.map((tilt, i) => ((stakes[i] ?? 0) + entering) * tiltedDensity(tilt, p)),
  }
}

/** What all bets and the reserve are worth: under no drift, it ever reaches c with probability at most 1/c (Ville 1939). */
export function wealthOf({ reserve, stakes }: RankBets): number {
  return stakes.reduce((sum, stake) => sum + stake, reserve)
}

function tiltedDensity(tilt: number, p: number): number {
  return (tilt * Math.exp(-tilt * p)) / -Math.expm1(-tilt)
}
