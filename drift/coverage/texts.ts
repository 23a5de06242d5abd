import type { Points } from '../../stats/points.ts'
import { pickRows, rowCount, type SparseRows } from '../../stats/sparse-rows.ts'
import { reduceTexts } from '../reduce-texts.ts'
import { atLengthOne, weighTerms } from '../tf-idf.ts'

/** The inputs of offline cases and of sampled requests as numbers, in one space. */
export interface CoverageTexts {
  /** `terms`: how often a text has each term. `dense`: a vector, with a column a dimension. */
  readonly kind: 'terms' | 'dense'
  /** A row a text, the cases first. */
  readonly rows: SparseRows
  readonly cases: number
  /** Of each request, the conversation or user it hangs together with, numbered from 0; one of its own where it stands alone. */
  readonly units: Uint32Array
  /** Of each request, one over the probability with which the log kept it. */
  readonly weights: Float64Array
}

/** How many requests there are. */
export function requestCount({ rows, cases }: CoverageTexts): number {
  return rowCount(rows) - cases
}

/** The requests of each unit. */
export function requestsByUnit({ units }: CoverageTexts): readonly (readonly number[])[] {
  const byUnit: number[][] = []
  for (const [request, unit] of units.entries()) {
    byUnit[unit] ??= []
    byUnit[unit].push(request)
  }
  return byUnit
}

/** Some texts as points of a space fitted on them alone; `places` are those of `rows`. */
export function pointsOf({ kind, rows }: CoverageTexts, places: ArrayLike<number>, seed: string): Points {
  const own = pickRows(rows, places)
  return reduceTexts(kind === 'terms' ? weighTerms(own) : atLengthOne(own), seed)
}
