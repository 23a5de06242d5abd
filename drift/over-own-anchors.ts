import { decileEdges } from '../stats/quantile-bins.ts'
import { anchorsOf } from './anchors.ts'
import { anchorGrid } from './grid.ts'
import { ontoGrid } from './onto-grid.ts'
import type { NumericSummary } from './summary.ts'

/**
 * A reference that is too long to be kept value by value, over the anchors that it fixes. It keeps its decile edges,
 * which are among them, so that decile bins stay exact.
 *
 * @throws RangeError when it is over a grid already
 */
export function overOwnAnchors(exact: NumericSummary): NumericSummary {
  const over = ontoGrid(exact, anchorGrid(anchorsOf(exact)))
  return exact.values.length === 0 ? over : { ...over, edges: decileEdges(exact) }
}
