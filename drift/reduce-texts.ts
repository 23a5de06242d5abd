import { leadingComponents } from '../stats/leading-components.ts'
import { directions, type Points } from '../stats/points.ts'
import { rowCount, type SparseRows } from '../stats/sparse-rows.ts'

/** More dimensions brought nothing on real prompts. */
const MOST_DIMENSIONS = 20

/** Directions to look among beside the components: the last of these are nearly as strong as the next ones. */
const MORE = 16

/**
 * Where do texts lie in a space of few dimensions, in which near means alike? A truncated singular value decomposition
 * of cases and traffic together (latent semantic analysis): fitted on the cases alone, unchanged traffic comes out half
 * covered. Only directions are kept, as for the cosine, because lengths tell ordinary texts from odd ones, not topics.
 *
 * One dimension for each 30 texts is kept, and two more: 6 for 120 texts, 20 from 540 on. What is beyond is noise.
 *
 * @param texts  a row a text: as `weighTerms` gives it, or a dense vector with a column a dimension
 * @param seed   the same seed gives the same points
 * @returns a point a text, at distance 1 from the origin; a text without terms lies at the origin
 * @see Deerwester et al. 1990, "Indexing by latent semantic analysis"
 */
export function reduceTexts(texts: SparseRows, seed: string): Points {
  const count = rowCount(texts)
  const components = Math.min(MOST_DIMENSIONS, Math.floor(2 + count / 30))
  const among = components + MORE
  return directions(leadingComponents(texts, { components, directions: among, seed }))
}
