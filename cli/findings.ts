import { type ListedFinding, listFindings } from '../activities/list-findings.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { oneLine } from '../report/plain-text.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { givenNight } from './given-night.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'

/** Lists what a night tells of, with the ids that `explain`, `accept` and `mute` take. */
export async function findings(
  night: string | undefined,
  options: { readonly config?: string; readonly all: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const listed = await listFindings(givenNight(night), options, ports.lake)
  terminal.document(listed)
  const count = listed.findings.filter(({ state }) => state === 'open').length
  terminal.result(
    `Night ${listed.night}, revision ${listed.revision}: ${count === 0 ? 'no findings' : `${count} ${count === 1 ? 'finding' : 'findings'}`}`,
  )
  for (const line of listed.findings.flatMap(linesOf)) terminal.result(line)
  return EXIT.done
}

const STATES = {
  open: '',
  beyond: 'no finding tonight, and still beyond its minimum:',
  muted: 'muted',
  accepted: 'accepted',
} as const

function linesOf({ id, title, slice, since, issue, state, decision }: ListedFinding): string[] {
  const where = slice === EVERYTHING || state === 'accepted' ? '' : `: ${oneLine(slice, 80)}`
  const words = `${STATES[state]} ${oneLine(decision ?? '', 300)}`.trim()
  const quiet = words === '' ? [] : [`  ${words}`]
  return [
    `${id}  ${oneLine(title)}${where}`,
    `  since ${since}${issue === null ? '' : `, ${oneLine(issue)}`}`,
    ...quiet,
  ]
}
