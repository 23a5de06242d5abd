import { setFlagsFromString } from 'node:v8'

/** From so many cases on memory is worth more than time. */
const MANY_CASES = 100_000

/**
 * Lets the heap of this process grow by a fifth between collections, where V8 else lets it double and more: most of what a
 * very large run holds is garbage that was not yet worth collecting. Takes a sixth more time, and stays so until the
 * process ends.
 *
 * @param cases  of the run; below 100,000 nothing changes
 */
export function growHeapSlowly(cases: number): void {
  if (cases >= MANY_CASES) setFlagsFromString('--heap-growing-percent=20')
}
