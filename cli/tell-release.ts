import Table from 'cli-table3'
import { points } from '../report/diff-words.ts'
import { releaseJunit } from '../report/release-junit.ts'
import { releaseMarkdown } from '../report/release-markdown.ts'
import { agreementWords, type ReleasePage, releaseLine } from '../report/release-page.ts'
import { PLAIN_TABLE } from './plain-table.ts'
import type { Terminal } from './terminal.ts'
import { writePage } from './write-page.ts'

/** Tells a release gate: every threshold, how scorers and people agree, where the run is, and the verdict in one line. */
export async function tellRelease(
  page: ReleasePage,
  files: { readonly junit?: string; readonly markdown?: string },
  terminal: Terminal,
): Promise<void> {
  terminal.document(page)
  terminal.result(thresholdTable(page))
  for (const agreement of page.human) terminal.result(`  ${agreementWords(agreement)}`)
  terminal.result(`  ${page.file}`)
  terminal.result(releaseLine(page))
  // Last: a place that cannot be written to takes no verdict away that was paid for.
  if (files.junit !== undefined) await writePage(files.junit, releaseJunit(page))
  if (files.markdown !== undefined) await writePage(files.markdown, releaseMarkdown(page))
}

function thresholdTable({ thresholds }: ReleasePage): string {
  const table = new Table({
    head: ['', 'slice', 'pass rate', 'wanted', ''],
    chars: PLAIN_TABLE,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  })
  for (const { scorer, slice, passed, n, passRate, interval, threshold, verdict } of thresholds) {
    const range = interval === null ? '' : ` [${points(interval.lower)}–${points(interval.upper)}]`
    const rate = passRate === null ? 'not scored' : `${points(passRate)}${range} ${passed}/${n}`
    table.push([scorer, slice ?? 'all', rate, points(threshold), verdict])
  }
  return table.toString()
}
