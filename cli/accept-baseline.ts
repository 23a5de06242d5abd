import { acceptBaseline as accept } from '../activities/accept-baseline.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'
import { whoDecides } from './who.ts'

export interface AcceptBaselineOptions {
  readonly config?: string
  readonly name: string
  readonly why: string
}

/** Makes a run what later runs are held against. */
export async function acceptBaseline(
  run: string,
  options: AcceptBaselineOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const { name, why } = options
  const baseline = await accept({ run, name, why, by: whoDecides(), from: process.cwd() }, ports)
  terminal.document(baseline)
  terminal.result(
    `Baseline "${baseline.name}" is now ${baseline.run} (${baseline.cases} cases): ${baseline.why}`,
  )
  return EXIT.done
}
