import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** From so many cases on memory is worth more than time. */
const MANY_CASES = 100_000

let isSlow = false

/**
 * Keeps the heap of this process small until it ends: most of what a very large run holds is garbage that was not yet worth
 * collecting. It grows by a fifth between collections, where V8 else lets it double and more, and its space for new things
 * stays at the 2 MB that a collection leaves it, where it else grows to 128.
 *
 * @param cases  of the run; below 100,000 nothing changes
 */
export function growHeapSlowly(cases: number): void {
  if (isSlow || cases < MANY_CASES) return
  isSlow = true
  setFlagsFromString('--heap-growing-percent=20')
  setFlagsFromString('--semi-space-growth-factor=1')
  collectGarbage()
}

/** Now, because V8 heeds the first only from the next full collection on, which may be 500 MB away, and shrinks by this alone. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NodeJS.GCFunction
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
