import { type Clustering, kMeans, squaredGap } from '../../stats/k-means.ts'
import { directions, type Points, pointCount } from '../../stats/points.ts'
import { seededRandom } from '../../stats/random.ts'
import { silhouette } from '../../stats/silhouette.ts'
import { neighbourCount } from './crowding.ts'
import { densityNear } from './new-places.ts'
import { newWords, wordsByUnit } from './new-words.ts'
import { type Pool, swappedSides } from './pool.ts'
import type { Term } from './vocabulary.ts'

/** Pooled texts as words and as points. */
export interface TopicSpace {
  readonly vocabulary: readonly Term[]
  readonly table: Points
  readonly seed: string
}

/** Texts that seem to belong together, and to have become more (`new`) or fewer (`gone`). */
export interface ClusterCandidate {
  readonly change: 'new' | 'gone'
  /** Pooled texts of both sides, rising. */
  readonly rows: Int32Array
}

/** As likely as not: what is chosen here is tested elsewhere. */
const LEVEL = 0.5
const FEWEST_TEXTS = 5
const MOST_GROUPS = 4
/** A structure that is more than weak, by Kaufman & Rousseeuw 1990; else all is one group. */
const CLEAR = 0.5

/**
 * Which clusters of texts seem to have changed, by half of the units? The texts with a word that became more frequent (the
 * surest word, then the surest of the texts without it, and so on), a cluster a word; and of the texts without any such
 * word those in places that became dense, dealt into as many groups as are clearly apart.
 *
 * @param isChosen  1 for each unit to choose by; the others' texts are only dealt to what was chosen
 * @returns clusters of one change have no text in common
 */
export function clusterCandidates(pool: Pool, space: TopicSpace, isChosen: Uint8Array): ClusterCandidate[] {
  const density = densityOf(pool, space.table, isChosen)
  return (['new', 'gone'] as const).flatMap((change) => {
    const sides = change === 'new' ? pool : swappedSides(pool)
    const byWords = wordClusters(sides, space, isChosen)
    const taken = new Set(byWords.flatMap((rows) => [...rows]))
    const dense = Int32Array.from(density.keys()).filter((row) => density[row] === change && !taken.has(row))
    return [...byWords, ...placeClusters(sides, dense, { ...space, isChosen })].map((rows) => ({
      change,
      rows,
    }))
  })
}

function densityOf(pool: Pool, table: Points, isChosen: Uint8Array) {
  const of = Int32Array.from(pool.units.keys())
  const among = of.filter((row) => isChosen[pool.units[row]!] === 1)
  return densityNear(pool, table, { of, among, k: Math.ceil(neighbourCount(of.length) / 2) })
}

function wordClusters(sides: Pool, { vocabulary }: TopicSpace, isChosen: Uint8Array): Int32Array[] {
  const chosen = Int32Array.from(isChosen.keys()).filter((unit) => isChosen[unit] === 1)
  const taken = new Set<number>()
  return newWords(chosen, wordsByUnit(sides, vocabulary), LEVEL).map(({ rows }) => {
    const own = rows.filter((row) => !taken.has(row))
    for (const row of own) taken.add(row)
    return own
  })
}

/** Groups are made of the chosen units' texts of the current side; every text goes to the nearest. */
function placeClusters(
  sides: Pool,
  dense: Int32Array,
  { table, seed, isChosen }: TopicSpace & { readonly isChosen: Uint8Array },
): Int32Array[] {
  const own = dense.filter(
    (row) => isChosen[sides.units[row]!] === 1 && sides.isCurrent[sides.units[row]!] === 1,
  )
  if (own.length < FEWEST_TEXTS) return []
  const { centres } = clearest(directions(pick(table, own)), seed)
  const points = directions(pick(table, dense))
  const nearest = Uint8Array.from(dense, (_, point) => nearestCentre(points, point, centres))
  return Array.from({ length: pointCount(centres) }, (_, group) =>
    dense.filter((_, point) => nearest[point] === group),
  )
}

function clearest(points: Points, seed: string): Clustering {
  const random = seededRandom(`${seed}|clusters`)
  let best = { clustering: kMeans(points, 1, random), clarity: CLEAR }
  const most = Math.min(MOST_GROUPS, Math.floor(pointCount(points) / FEWEST_TEXTS))
  for (let groups = 2; groups <= most; groups += 1) {
    const clustering = kMeans(points, groups, random)
    const clarity = silhouette(points, clustering)
    if (clarity > best.clarity) best = { clustering, clarity }
  }
  return best.clustering
}

function nearestCentre(points: Points, point: number, centres: Points): number {
  const gaps = Array.from({ length: pointCount(centres) }, (_, centre) =>
    squaredGap(points, point, { point: centre, centres }),
  )
  return gaps.indexOf(Math.min(...gaps))
}

function pick({ dimensions, values }: Points, rows: Int32Array): Points {
  const picked = new Float64Array(rows.length * dimensions)
  for (const [place, row] of rows.entries())
    picked.set(values.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions)
  return { dimensions, values: picked }
}
