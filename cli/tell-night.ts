import type { NightManifest } from '../activities/night-manifest.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { checksLookedAt } from '../report/headline.ts'
import { oneLine } from '../report/plain-text.ts'
import { scoringLines } from '../report/scoring-words.ts'
import { EXIT, type ExitCode, type FailOn } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** Names from logs may hold line ends, which would pass for lines of this program, and may be very long. */
const LONGEST = 1000

/** Says what a night found and where issues, mail and report are; under `--json` prints its manifest. */
export function tellNight(manifest: NightManifest, failOn: FailOn, terminal: Terminal): ExitCode {
  terminal.document(manifest)
  for (const line of linesOf(manifest)) terminal.result(line)
  if (manifest.outcome !== 'complete') return EXIT.incomplete
  const counting = manifest.findings.filter(
    (finding) => failOn === 'drift' || finding.check.startsWith('quality.'),
  )
  return failOn !== 'never' && counting.length > 0 ? EXIT.found : EXIT.done
}

function linesOf(manifest: NightManifest): string[] {
  const { findings, deliveries } = manifest
  return [
    '',
    `Night ${manifest.night} of ${manifest.suite}, revision ${manifest.revision}: ${manifest.outcome}`,
    ...manifest.missing.map((line) => `  missing: ${oneLine(line, LONGEST)}`),
    ...manifest.facts.map((line) => `  note: ${oneLine(line, LONGEST)}`),
    ...scoringLines(manifest.scoring ?? null).map((line) => `  traffic: ${line}`),
    headlineOf(manifest),
    ...findings.flatMap((finding, i) => [
      `  ${i + 1}. ${oneLine(finding.title)}${finding.slice === EVERYTHING ? '' : `: ${oneLine(finding.slice, 80)}`}`,
      ...finding.where.map((line) => `     ${oneLine(line)}`),
    ]),
    ...deliveries
      .filter((delivery) => delivery.action !== 'failed')
      .map(({ kind, action, where }) => `  ${`${kind} ${action}`.padEnd(15)} ${where}`),
  ]
}

function headlineOf({ findings, checks, outcome }: NightManifest): string {
  if (findings.length > 0) return `${findings.length} ${findings.length === 1 ? 'thing' : 'things'} diverged:`
  if (checks.ran === 0) return 'Nothing was compared.'
  const nothing = outcome === 'complete' ? 'Nothing diverged' : 'Nothing diverged in what was looked at'
  return `${nothing}: ${checksLookedAt({ checks })}.`
}
