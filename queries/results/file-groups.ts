/** Of so many files DuckDB holds what their ends say of their columns while it reads them: some 5 MB, and more of their rows. */
const FILES = 40

/**
 * A run's files, some at a time: every case with all its epochs is in one of them, so that what is added up need not read
 * all at once.
 */
export function fileGroups(paths: readonly string[], most = FILES): string[][] {
  return Array.from({ length: Math.ceil(paths.length / most) }, (_, at) =>
    paths.slice(at * most, (at + 1) * most),
  )
}
