import { ConfigError } from '../suite/config/errors.ts'

/** What a command says to the shell that called it. Drift and breakage never share a code. */
export const EXIT = {
  done: 0,
  /** Done, and a gate failed or there is a finding at or above `--fail-on`. */
  found: 1,
  /** Wrong usage or config. */
  usage: 2,
  /** Could not complete. */
  incomplete: 3,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** From which finding on a command ends with 1: never, any finding, or only a quality regression. */
export type FailOn = 'never' | 'drift' | 'regression'

/** The code for an error that ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof ConfigError ? EXIT.usage : EXIT.incomplete
}
