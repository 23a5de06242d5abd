import { explainFinding } from '../activities/explain-finding.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { explainLines } from './explain-lines.ts'
import { givenNight } from './given-night.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'

/** Tells how a finding came about: its data, its test, its correction and the rule that decided. */
export async function explain(
  id: string,
  options: { readonly config?: string; readonly night?: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const explained = await explainFinding({ id, night: givenNight(options.night) }, ports)
  terminal.document(explained)
  for (const line of explainLines(explained, ports.lake.location)) terminal.result(line)
  return EXIT.done
}
