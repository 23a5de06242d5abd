import { drawNormal } from './draws.ts'

/** How nights differ when nothing is wrong. */
export interface TrafficModel {
  readonly name: string
  /** Draws how far each of a sequence of nights is moved, in units of the ordinary deviation. */
  sequence(random: () => number): (at: number) => number
}

export const ORDINARY: TrafficModel = {
  name: 'normal nights',
  sequence: (random) => () => drawNormal(random),
}

/** Student's t with three degrees of freedom, brought to a deviation of 1. */
export const HEAVY: TrafficModel = {
  name: 'heavy-tailed nights',
  sequence: (random) => () => {
    const squares = [1, 2, 3].reduce((sum) => sum + drawNormal(random) ** 2, 0)
    return drawNormal(random) / Math.sqrt(squares)
  },
}

export const SKEWED_NIGHTS: TrafficModel = {
  name: 'skewed nights',
  sequence: (random) => () => -Math.log(1 - random()) - 1,
}

/** Each night has 0.6 of the night before. */
export const AUTOCORRELATED: TrafficModel = {
  name: 'autocorrelated nights',
  sequence: (random) => {
    let last = drawNormal(random)
    return () => {
      last = 0.6 * last + 0.8 * drawNormal(random)
      return last
    }
  },
}

/** Weekends lie four deviations higher. */
export const WEEKLY: TrafficModel = {
  name: 'nights with a weekly rhythm',
  sequence: (random) => (at) => drawNormal(random) + (at % 7 >= 5 ? 4 : 0),
}

/** How many requests a night has. */
export type SizeModel = (random: () => number) => number

/** From 30 to 1,000,000, each order of magnitude as likely as another. */
export const UNEQUAL: SizeModel = (random) => Math.round(30 * (1_000_000 / 30) ** random())

/** Always so many. */
export const sized =
  (n: number): SizeModel =>
  () =>
    n
