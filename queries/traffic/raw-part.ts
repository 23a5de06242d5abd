import { rm } from 'node:fs/promises'

/** Consecutive rows, counted from 0. */
export interface RowRange {
  readonly from: number
  /** The first that is not among them. */
  readonly to: number
}

/** Part of a log: files of its lines in their order, or some rows of the Parquet file that it is. */
export interface RawPart {
  readonly files: readonly string[]
  readonly rows?: RowRange
}

/** Removes the files that a part was written into; rows of a Parquet file stand where others do, too. */
export async function removePart({ files, rows }: RawPart): Promise<void> {
  if (rows === undefined) await Promise.all(files.map((file) => rm(file)))
}

/** The halves of a part whose rows take more memory than there is; null of one that cannot be cut. */
export function halvesOf({ files, rows }: RawPart): RawPart[] | null {
  const size = rows === undefined ? 0 : rows.to - rows.from
  if (rows === undefined || size < 2) return null
  return cutRows(rows, Math.ceil(size / 2)).map((half) => ({ files, rows: half }))
}

/** Consecutive ranges of so many rows, the last one of the rest. */
export function cutRows({ from, to }: RowRange, size: number): RowRange[] {
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, part) => ({
    from: from + part * size,
    to: Math.min(to, from + (part + 1) * size),
  }))
}
