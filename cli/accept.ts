import { acceptFinding, withdrawDecision } from '../activities/decide-about-finding.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'
import { whoDecides } from './who.ts'

export interface AcceptOptions {
  readonly config?: string
  readonly why: string
  readonly growth?: string
  readonly undo: boolean
}

/** Accepts a gap as it is, or takes that back. */
export async function accept(id: string, options: AcceptOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const given = { id, by: whoDecides(), why: options.why }
  if (options.undo) {
    const withdrawn = await withdrawDecision(given, ports)
    terminal.document(withdrawn)
    terminal.result(`${withdrawn.fingerprint} counts again from the next night on: ${withdrawn.title}`)
    return EXIT.done
  }
  const accepted = await acceptFinding({ ...given, growth: growthOf(options.growth) }, ports)
  terminal.document(accepted)
  terminal.result(
    `Accepted ${accepted.fingerprint}; from the next night on it is quiet until it has grown by more than ${accepted.growth}: ${accepted.title}`,
  )
  return EXIT.done
}

function growthOf(given: string | undefined): number | null {
  if (given === undefined) return null
  const growth = given.trim() === '' ? Number.NaN : Number(given)
  if (growth >= 0 && growth <= 1) return growth
  throw new ConfigError(
    `Cannot accept with --growth ${JSON.stringify(given)}: expected a number from 0 to 1, such as 0.05, in the unit of the effect.`,
  )
}
