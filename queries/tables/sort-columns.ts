import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sortNumbers } from '../../stats/sort-numbers.ts'

/** With fewer numbers a thread has not started before all are sorted. */
const WORTH_A_THREAD = 2_000_000

/** Columns for two threads, in shared memory: each takes the next one until none is left. */
export interface SharedColumns {
  readonly columns: readonly Float64Array[]
  /** How many were taken, and how many are sorted. */
  readonly progress: Int32Array
}

const [TAKEN, SORTED] = [0, 1] as const

/** Room for the numbers of a column, where both threads see them. */
export function sharedColumn(rows: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(rows * Float64Array.BYTES_PER_ELEMENT))
}

/**
 * Sorts columns in place, as `sortNumbers` does, on this thread and, where they are long, on a second one beside it.
 *
 * @param columns from `sharedColumn`, of the same length
 * @throws Error when the second thread dies with a column that it has taken
 */
export async function sortColumns(columns: readonly Float64Array[]): Promise<void> {
  const shared: SharedColumns = { columns, progress: new Int32Array(new SharedArrayBuffer(8)) }
  const rows = columns[0]?.length ?? 0
  if (columns.length < 2 || columns.length * rows < WORTH_A_THREAD) return sortTaken(shared)
  const entry = new URL(`./sort-thread${extname(import.meta.url)}`, import.meta.url)
  const thread = new Worker(entry, { workerData: shared })
  const ended = once(thread, 'exit')
  // Its failure rejects `ended`, which is waited for below; meanwhile it must not count as unhandled.
  ended.catch(() => undefined)
  sortTaken(shared)
  const isSorted = () => Atomics.load(shared.progress, SORTED) === columns.length
  // A thread that has come too late to take a column is not waited for.
  if (isSorted()) await thread.terminate()
  else await ended
  if (!isSorted())
    throw new Error('Cannot sort the columns: the thread beside this one ended early. Run the command again.')
}

/** Takes columns and sorts them until none is left. */
export function sortTaken({ columns, progress }: SharedColumns): void {
  const scratch = new Float64Array(columns[0]?.length ?? 0)
  for (;;) {
    const column = columns[Atomics.add(progress, TAKEN, 1)]
    if (column === undefined) return
    sortNumbers(column, scratch)
    Atomics.add(progress, SORTED, 1)
  }
}
