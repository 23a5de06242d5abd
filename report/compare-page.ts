import type { ComparedTablesInFull } from '../activities/compare-tables.ts'
import { compareView } from './compare-view.ts'
import { fillTemplate } from './templates.ts'

/**
 * A comparison of two tables as one HTML file: readable without network and without scripts, in light, dark and on
 * paper. The decision comes first, then each column with both distributions, drifted ones first; a table of all columns
 * at the end. At most 60 columns are drawn and 1,000 listed, so that the page stays below about 3 MB.
 * The same comparison gives the same bytes.
 *
 * @param names what the two sides are called: their files
 */
export function renderComparePage(
  compared: ComparedTablesInFull,
  names: { readonly reference: string; readonly current: string },
): string {
  return fillTemplate('compare', compareView(compared, names))
}
