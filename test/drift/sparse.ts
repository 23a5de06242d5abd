import type { SparseRows } from '../../stats/sparse-rows.ts'

/** Rows of a sparse matrix from what each has: column to value. */
export function sparse(rows: readonly Readonly<Record<number, number>>[], width = 64): SparseRows {
  const entries = rows.map((row) => Object.entries(row))
  const starts = Uint32Array.from([0, ...entries])
  for (const [i, row] of entries.entries()) starts[i + 1] = starts[i]! + row.length
  return {
    starts,
    columns: Uint32Array.from(entries.flat(), ([column]) => Number(column)),
    values: Float32Array.from(entries.flat(), ([, value]) => value),
    width,
  }
}
