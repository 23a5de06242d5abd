import { leadingComponents } from '../../stats/leading-components.ts'
import { type Points, pointCount } from '../../stats/points.ts'
import { embeddedRows } from './embedded-rows.ts'
import type { Pool } from './pool.ts'

/** Of 15, 20, 30 and 50, with or without equal spread, this found a diffuse topic most often. */
const DIMENSIONS = 20

/** Equal spread makes the last component count as much as the first, so it has to be found as well. */
const DIRECTIONS = 56

/**
 * Pooled texts as points, near each other when they are alike: the leading directions of their TF-IDF weights, or of
 * their vectors, each scaled to the same spread, so that the few strongest (length, language, form of the request) do
 * not drown the subject. Texts without anything to embed lie at the origin.
 */
export function topicPoints({ texts }: Pool, seed: string): Points {
  const found = leadingComponents(embeddedRows(texts), {
    components: DIMENSIONS,
    directions: DIRECTIONS,
    seed: `${seed}|points`,
  })
  return ofEqualSpread(found)
}

function ofEqualSpread(points: Points): Points {
  const { dimensions } = points
  const squares = new Float64Array(dimensions)
  for (const [i, value] of points.values.entries()) squares[i % dimensions]! += value * value
  const count = pointCount(points)
  const values = points.values.map((value, i) => value / Math.sqrt(squares[i % dimensions]! / count))
  return { dimensions, values }
}
