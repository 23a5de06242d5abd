import type { Cells } from '../stats/cells.ts'
import { cliffsDelta } from '../stats/cliffs-delta.ts'
import { thinned } from '../stats/thinned.ts'
import { total } from '../stats/two-samples.ts'
import { type CategoryTest, categoryTest } from './compare-category-test.ts'
import { type NumericTest, numericTest } from './compare-numeric-test.ts'
import type { ResolvedOptions, Thinning } from './compare-options.ts'

interface Sides {
  readonly reference: Float64Array
  readonly current: Float64Array
}

interface How {
  readonly slice: string
  readonly resolved: ResolvedOptions
}

/** `numericTest` where rows of one unit hang together: of as many independent rows as they are worth. */
export function numericThinnedTest(samples: Cells, by: Thinning, { slice, resolved }: How): NumericTest {
  const { support, gaps } = samples
  const few = { support, gaps, ...thinnedSides(samples, by) }
  const { standardError } = cliffsDelta(few)
  return {
    ...numericTest(few, slice, resolved),
    ...(standardError !== null && { shiftError: standardError }),
  }
}

/** `categoryTest` where rows of one unit hang together: of as many independent rows as they are worth. */
export function categoryThinnedTest(samples: Sides, by: Thinning, { slice, resolved }: How): CategoryTest {
  const few = thinnedSides(samples, by)
  const worth = { reference: total(few.reference), current: total(few.current) }
  return { ...categoryTest(few, slice, resolved), worth }
}

function thinnedSides({ reference, current }: Sides, by: Thinning): Sides {
  return { reference: thinned(reference, by.reference), current: thinned(current, by.current) }
}
