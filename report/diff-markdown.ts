import type { Conclusion } from '../suite/gate/conclude.ts'
import type { Confirmation } from '../suite/gate/confirm.ts'
import type { Diff, GatedScorer } from '../suite/gate/diff.ts'
import { changeWords, type DescribedRun, points, runWords, seenWords } from './diff-words.ts'
import { markdownCode, markdownText } from './markdown.ts'

/** A diff as it is told to machines and people. */
export interface DiffPage extends Pick<Diff, 'cases' | 'slices' | 'notes'>, Omit<Conclusion, 'incomplete'> {
  readonly base: DescribedRun
  readonly head: DescribedRun
  readonly scorers: readonly (GatedScorer & { readonly confirmation: Confirmation | null })[]
}

/** More are not read in a comment; the run has all. */
const MOST_CASES = 20

/** By which an own comment is found again, to be updated in place. */
const DIFF_MARK = '<!-- nightdrift diff -->'

/** A diff as a comment on a pull request. Ids and names were written by strangers, and are only ever text. */
export function diffMarkdown(page: DiffPage): string {
  const { gate, reason, scorers, slices, notes } = page
  const worse = slices.filter(({ verdict }) => verdict === 'regressed')
  return [
    DIFF_MARK,
    `### ${gate === 'passed' ? '✅ Passed' : '❌ Failed'}: ${markdownText(reason)}`,
    '',
    '| | base | head | change | p adjusted | verdict |',
    '|---|---|---|---|---|---|',
    ...scorers.map(row),
    '',
    ...scorers.flatMap((scorer) => seenWords(scorer)).map((line) => `- ${markdownText(line)}`),
    ...worse.map(
      (slice) =>
        `- ${markdownCode(slice.name)} regressed where ${markdownCode(slice.slice)}: ${markdownText(changeWords(slice))}`,
    ),
    ...notes.map((note) => `- ${markdownText(note)}`),
    '',
    ...scorers.flatMap(flips),
    `<sub>base: ${markdownText(runWords(page.base))}<br>head: ${markdownText(runWords(page.head))}</sub>`,
    '',
  ].join('\n')
}

function row(scorer: DiffPage['scorers'][number]): string {
  const { name, base, head, adjustedPValue, verdict } = scorer
  const p = adjustedPValue === null ? '' : String(Number(adjustedPValue.toPrecision(2)))
  const cells = [
    markdownCode(name),
    points(base.passRate),
    points(head.passRate),
    markdownText(changeWords(scorer)),
    p,
    verdict,
  ]
  return `| ${cells.join(' | ')} |`
}

function flips({ name, lost, gained }: GatedScorer): string[] {
  return [
    ...folded(`${name}: ${lost.length} lost`, lost),
    ...folded(`${name}: ${gained.length} gained`, gained),
  ]
}

function folded(title: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const more = ids.length > MOST_CASES ? ` and ${ids.length - MOST_CASES} more` : ''
  const told = ids.slice(0, MOST_CASES).map((id) => markdownCode(id))
  return [
    `<details><summary>${markdownText(title)}</summary>`,
    '',
    `${told.join(', ')}${more}`,
    '',
    '</details>',
    '',
  ]
}
