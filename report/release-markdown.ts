import { points } from './diff-words.ts'
import { markdownCode, markdownText } from './markdown.ts'
import { agreementWords, type ReleasePage, releaseLine } from './release-page.ts'

/** The release gate as Markdown, for a job's summary or a release's notes. Names were written by strangers: only ever text. */
export function releaseMarkdown(page: ReleasePage): string {
  const { gate, thresholds, human, run, profile, commit } = page
  const at = commit === null ? '' : ` at ${commit.sha.slice(0, 12)}${commit.dirty ? ' with changes' : ''}`
  return [
    `### ${gate === 'passed' ? '✅' : '❌'} ${markdownText(releaseLine(page))}`,
    '',
    '| scorer | slice | pass rate | wanted | |',
    '|---|---|---|---|---|',
    ...thresholds.map(row),
    '',
    ...human.map((agreement) => `- ${markdownText(agreementWords(agreement))}`),
    '',
    `<sub>profile ${markdownText(profile)}${at}: run ${markdownText(run)}</sub>`,
    '',
  ].join('\n')
}

function row({
  scorer,
  slice,
  passed,
  n,
  passRate,
  interval,
  threshold,
  verdict,
}: ReleasePage['thresholds'][number]) {
  const range = interval === null ? '' : ` \\[${points(interval.lower)} – ${points(interval.upper)}\\]`
  const rate = passRate === null ? 'not scored' : `${points(passRate)}${range} ${passed}/${n}`
  const cells = [
    markdownCode(scorer),
    slice === null ? 'all' : markdownCode(slice),
    rate,
    points(threshold),
    verdict,
  ]
  return `| ${cells.join(' | ')} |`
}
