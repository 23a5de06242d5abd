import { muteFinding, withdrawDecision } from '../activities/decide-about-finding.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { isCalendarDay } from './night-date.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'
import { whoDecides } from './who.ts'

export interface MuteOptions {
  readonly config?: string
  readonly why: string
  readonly until?: string
  readonly undo: boolean
}

/** Tells nobody about a finding for a while, or takes that back. */
export async function mute(id: string, options: MuteOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const given = { id, by: whoDecides(), why: options.why }
  if (options.undo) {
    const withdrawn = await withdrawDecision(given, ports)
    terminal.document(withdrawn)
    terminal.result(`${withdrawn.fingerprint} is told again from the next night on: ${withdrawn.title}`)
    return EXIT.done
  }
  const muted = await muteFinding({ ...given, until: untilOf(options.until) }, ports)
  terminal.document(muted)
  terminal.result(`Muted ${muted.fingerprint} up to the night of ${muted.until}: ${muted.title}`)
  return EXIT.done
}

function untilOf(given: string | undefined): string {
  if (given !== undefined && isCalendarDay(given)) return given
  const got = given === undefined ? 'without --until' : `until ${JSON.stringify(given)}`
  throw new ConfigError(
    `Cannot mute ${got}: expected the last quiet night as YYYY-MM-DD. What is never to be told again is accepted instead: \`nightdrift accept\`.`,
  )
}
