import type { Finding } from '../drift/finding.ts'
import { type ExampleView, findingView } from './finding-view.ts'
import { markdownCode, markdownFence, markdownLink, markdownText } from './markdown.ts'
import { oneLine } from './plain-text.ts'

/** An issue's title: the finding's, on one line of at most 200 characters. */
export function issueTitle(finding: Finding): string {
  return oneLine(finding.title, 200)
}

/**
 * An issue's body in Markdown: what diverged, the numbers, where it comes from, examples, and what to do. Texts of
 * strangers stand in fences or are neutralised, so that none mentions, links, closes or forges anything.
 * The tracker adds its own marker; this is everything above it.
 */
export function issueBody(finding: Finding, reportLocation: string): string {
  const view = findingView(finding, { examples: 3, characters: 800 })
  const parts = [
    `**${markdownText(view.sentence)}**`,
    markdownText(`Found in the night of ${finding.night}, suite ${finding.suite}: ${view.comparing}.`),
    numbersTable(finding, view.facts),
    view.meaning === null ? '' : markdownText(view.meaning, 600),
    `**Rule.** ${markdownText(view.rule, 600)}`,
    section('Where it comes from', view.where.map((line) => `- ${markdownText(line)}`).join('\n')),
    section('Notes', view.notes.map((line) => `- ${markdownText(line)}`).join('\n')),
    section('Examples', view.examples.map(exampleMarkdown).join('\n\n')),
    section('What to do', whatToDo(finding, reportLocation)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function numbersTable({ comparison }: Finding, facts: readonly { name: string; value: string }[]): string {
  const rows = [
    ['check', markdownCode(comparison.check)],
    ['slice', comparison.slice === 'all' ? 'everything' : markdownCode(comparison.slice)],
    ...facts.map(({ name, value }) => [markdownText(name), markdownText(value)]),
  ]
  return ['| what | value |', '|---|---|', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')
}

function exampleMarkdown({ id, why, texts }: ExampleView): string {
  const fences = texts.map(({ label, excerpt }) => `${label}:\n\n${markdownFence(excerpt)}`)
  return [`${markdownCode(id)}: ${markdownText(why)}`, ...fences].join('\n\n')
}

function whatToDo({ night, comparison, fingerprint }: Finding, reportLocation: string): string {
  const command = (words: string) => markdownCode(`nightdrift ${words}`)
  const meant =
    comparison.type === 'paired'
      ? `make this run the one to hold later runs against: ${command(`accept-baseline ${night} --why "…"`)}`
      : `accept it as it is, and it stays quiet until it grows: ${command(`accept ${fingerprint} --why "…"`)}`
  return [
    `- See both distributions: ${command(`report ${night}`)}, or open the report: ${markdownLink('report', reportLocation)}`,
    `- See how it was decided, from the data to the rule: ${command(`explain ${fingerprint}`)}.`,
    `- If it is meant to be so, ${meant}.`,
    `- If it has to wait: ${command(`mute ${fingerprint} --until YYYY-MM-DD --why "…"`)}.`,
    '- When it has recovered, the next night closes this issue.',
  ].join('\n')
}

function section(title: string, content: string): string {
  return content === '' ? '' : `### ${title}\n\n${content}`
}
