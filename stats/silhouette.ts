import { type Clustering, squaredGap } from './k-means.ts'
import { type Points, pointCount } from './points.ts'

/**
 * How clearly are points clustered? From −1 to 1: how much nearer a point is to its own centre than to the next one,
 * over the larger of the two distances; the mean over all points. Below 0.25 there is no structure to speak of.
 * The simplified form, by distances to centres.
 *
 * @param clustering at least two clusters; 0 for one
 * @see Rousseeuw 1987, "Silhouettes"; Hruschka, de Castro & Campello 2004 for the simplified form; Kaufman & Rousseeuw
 *   1990 for the bounds
 */
export function silhouette(points: Points, { clusterOf, centres }: Clustering): number {
  const count = pointCount(points)
  if (pointCount(centres) < 2 || count === 0) return 0
  let sum = 0
  for (let i = 0; i < count; i += 1) {
    let [own, next] = [0, Number.POSITIVE_INFINITY]
    for (let centre = 0; centre < pointCount(centres); centre += 1) {
      const gap = Math.sqrt(squaredGap(points, i, { point: centre, centres }))
      if (centre === clusterOf[i]) own = gap
      else next = Math.min(next, gap)
    }
    const larger = Math.max(own, next)
    sum += larger === 0 ? 0 : (next - own) / larger
  }
  return sum / count
}
