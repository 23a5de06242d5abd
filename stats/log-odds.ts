import type { Mark } from './enrichment.ts'

/**
 * How much more is each mark a mark of the chosen units than of the others, for display? The log-odds ratio over its
 * standard error, with a prior that takes every mark to be as frequent among the chosen as among all, worth as many units
 * as there are chosen: rare marks then do not lead by chance, nor frequent ones by their number alone.
 *
 * @param marks of one population; `units.chosen` and the rest at least 1 each
 * @returns in the order of the marks; above 0 where the chosen have it more often
 * @example logOdds([{ all: 10, chosen: 5 }], { all: 20, chosen: 10 }) // [0]
 * @see Monroe, Colaresi & Quinn 2008, "Fightin' words", equations 16 and 22, with units that have a word for its counts
 */
export function logOdds(marks: readonly Mark[], units: Mark): Float64Array {
  const others = units.all - units.chosen
  return Float64Array.from(marks, ({ all, chosen }) => {
    const prior = (units.chosen * all) / units.all
    const here = chosen + prior
    const there = all - chosen + prior
    const oddsHere = here / Math.max(2 * units.chosen - here, 0.5)
    const oddsThere = there / Math.max(others + units.chosen - there, 0.5)
    return (Math.log(oddsHere) - Math.log(oddsThere)) / Math.sqrt(1 / here + 1 / there)
  })
}
