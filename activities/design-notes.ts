import type { RowDesign } from '../queries/tables/row-design.ts'

/**
 * What was done because rows hang together, count more than others, or form slices.
 *
 * @param levels what the checks over everything and those of slices were held against
 */
export function designNotes(
  { cluster, by, weights }: RowDesign,
  levels: { readonly alpha: number; readonly sliceAlpha: number },
): string[] {
  return [...clusterNotes(cluster), ...weightNotes(weights), ...sliceNotes(by, levels)]
}

function clusterNotes(cluster: RowDesign['cluster']): string[] {
  if (cluster === null) return []
  const { reference, current } = cluster.units
  return [
    `Rows of one ${JSON.stringify(cluster.column)} hang together (${reference} of them in the reference, ${current} on the current side), so intervals and p-values are from permutations of whole ones; \`--cluster\` names another column or none.`,
  ]
}

function weightNotes(weights: RowDesign['weights']): string[] {
  return (['reference', 'current'] as const).flatMap((side) => {
    const absent = weights[side]?.absent
    if (absent === undefined) return []
    const once = absent === 0 ? '' : `; ${absent} have none and count once`
    return [`Rows of the ${side} table are weighted by 1 / inclusion_probability${once}.`]
  })
}

function sliceNotes(
  by: RowDesign['by'],
  { alpha, sliceAlpha }: { readonly alpha: number; readonly sliceAlpha: number },
): string[] {
  if (by === null) return []
  const pooled = by.slices.find((slice) => slice.pooled > 0)
  const name = JSON.stringify(by.column)
  const level = (value: number) => Number(value.toPrecision(3))
  const split = `With slices by ${name}, the columns over everything are held against the level ${level(alpha)} and those of all slices together against ${level(sliceAlpha)}, each corrected apart.`
  if (pooled === undefined) return [split]
  return [
    split,
    `Column ${name} has ${by.slices.length - 1 + pooled.pooled} values: the ${by.slices.length - 1} with most rows are slices, the other ${pooled.pooled} (${pooled.rows.reference} and ${pooled.rows.current} rows) one together.`,
  ]
}
