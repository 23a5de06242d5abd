import { squaredDistanceBelow } from './nearest-so-far.ts'
import { type Points, pointCount } from './points.ts'

/** The median of so many is good to a few per cent. */
const PAIRS = 1000

/**
 * How far apart are two points? The median distance of random pairs that do not coincide; 1 where all do.
 *
 * @param random  uniform in [0, 1), seeded
 */
export function typicalDistance(points: Points, random: () => number): number {
  const count = pointCount(points)
  const place = () => Math.floor(random() * count)
  const squares = Float64Array.from({ length: PAIRS }, () =>
    squaredDistanceBelow(points, { from: place(), to: place() }, Number.POSITIVE_INFINITY),
  )
  const apart = squares.filter((square) => square > 0).sort()
  return Math.sqrt(apart[apart.length >> 1] ?? 1)
}
