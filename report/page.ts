import type { NightReport } from './night-report.ts'
import { pageView } from './page-view.ts'
import { fillTemplate } from './templates.ts'

/**
 * A night as one HTML file: readable without network and without scripts, in light, dark and on paper. What is
 * missing comes first, then the decision, then each finding; everything looked at stands at the end.
 * The same report gives the same bytes.
 */
export function renderPage(report: NightReport): string {
  return fillTemplate('page', pageView(report))
}
