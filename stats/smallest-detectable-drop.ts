import { binomialAtLeast, binomialMass } from './binomial.ts'
import { mcnemarExact } from './mcnemar.ts'

/** What is compared: so many cases, of which this share changes sides with nothing changed, either way alike. */
export interface FlippingCases {
  readonly n: number
  readonly flipRate: number
}

/** How sure one wants to be. */
export interface Sureness {
  /** Of the two-sided test. */
  readonly level: number
  /** How often a true drop is to be seen. */
  readonly power: number
}

/**
 * The smallest true drop of a pass rate that McNemar's exact test sees so often, on top of flips that go either way alike.
 *
 * @returns in cases over n, in (0, 1]; null where not even a drop of all that can still drop is seen
 * @example smallestDetectableDrop({ n: 500, flipRate: 0.1 }, { level: 0.05, power: 0.8 }) // 0.042
 */
export function smallestDetectableDrop({ n, flipRate }: FlippingCases, sureness: Sureness): number | null {
  const most = Math.floor(n * (1 - flipRate))
  const needed = neededLosses(n, sureness.level)
  const isSeen = (drop: number) => powerOf({ n, flipRate, drop: drop / n, needed }) >= sureness.power
  if (most < 1 || !isSeen(most)) return null
  let [unseen, seen] = [0, most]
  while (seen - unseen > 1) {
    const middle = Math.floor((unseen + seen) / 2)
    if (isSeen(middle)) seen = middle
    else unseen = middle
  }
  return seen / n
}

/** How often the test rejects, for the worse, when `drop` of the cases lose what they passed besides the flips. */
function powerOf(cases: FlippingCases & { readonly drop: number; readonly needed: NeededLosses }): number {
  const { n, flipRate, drop, needed } = cases
  const changing = flipRate + drop
  const lost = (flipRate / 2 + drop) / changing
  const { first, masses } = binomialMass(n, changing)
  return masses.reduce((power, mass, place) => {
    const changed = first + place
    return mass < 1e-12 ? power : power + mass * binomialAtLeast(needed(changed), { n: changed, share: lost })
  }, 0)
}

type NeededLosses = (changed: number) => number

/** Of so many changed cases, how many must be lost to reject; one more than all where none suffice. */
function neededLosses(n: number, level: number): NeededLosses {
  const known = new Map<number, number>()
  return (changed) => {
    const before = known.get(changed)
    if (before !== undefined) return before
    let [few, enough] = [Math.floor(changed / 2), Math.min(n, changed) + 1]
    while (enough - few > 1) {
      const middle = Math.floor((few + enough) / 2)
      if (mcnemarExact(middle, changed - middle) <= level) enough = middle
      else few = middle
    }
    known.set(changed, enough)
    return enough
  }
}
