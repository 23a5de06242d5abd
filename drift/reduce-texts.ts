import { leadingComponents } from '../stats/leading-components.ts'
import type { WeighedText, WeighedTexts } from './tf-idf.ts'

/** A text as a point of few dimensions. */
export type TextPoint = Float64Array

/**
 * Where do texts lie in a space of few dimensions? A truncated singular value decomposition of cases and traffic
 * together (latent semantic analysis): fitted on the cases alone, unchanged traffic comes out half covered.
 *
 * @param texts    rows over common columns, as `weighTerms` gives them
 * @param options  `dimensions`: 20 to 50 did best on real prompts; the same seed gives the same points
 * @returns points in the order of the texts; a text without terms lies at the origin. Fewer dimensions than asked for
 *   when the texts have no more
 * @example reduceTexts(weighTerms(cases, sample), { dimensions: 20, seed: '2026-11-22' })
 */
export function reduceTexts(
  { reference, current, terms }: WeighedTexts,
  { dimensions, seed }: { readonly dimensions: number; readonly seed: string },
): { readonly reference: readonly TextPoint[]; readonly current: readonly TextPoint[] } {
  const rows = [...reference, ...current]
  const gram = (vector: Float64Array) => timesRows(rows, timesColumns(rows, vector, terms.length))
  const components = leadingComponents(gram, { rows: rows.length, components: dimensions, seed })
  const points = rows.map((_, row) => Float64Array.from(components, (component) => component[row] ?? 0))
  return { reference: points.slice(0, reference.length), current: points.slice(reference.length) }
}

/** Aᵀ·v: what a mix of texts has of each term. */
function timesColumns(rows: readonly WeighedText[], vector: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width)
  for (const [row, { columns, weights }] of rows.entries()) {
    const share = vector[row] ?? 0
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place] ?? 0
      sums[column] = (sums[column] ?? 0) + share * (weights[place] ?? 0)
    }
  }
  return sums
}

/** A·w: how alike each text is to a mix of terms. */
function timesRows(rows: readonly WeighedText[], sums: Float64Array): Float64Array {
  return Float64Array.from(rows, ({ columns, weights }) => {
    let sum = 0
    for (let place = 0; place < columns.length; place++)
      sum += (sums[columns[place] ?? 0] ?? 0) * (weights[place] ?? 0)
    return sum
  })
}
