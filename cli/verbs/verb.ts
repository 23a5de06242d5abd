import { type Command, Option } from 'commander'
import type { ExitCode } from '../exit.ts'
import type { Terminal } from '../terminal.ts'

/** What every verb has. */
export interface CommonOptions {
  readonly json?: boolean
  readonly config?: string
}

/** Runs a verb with the terminal that its options ask for. */
export type Run = (options: CommonOptions, verb: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>

/** A verb that prints one document when asked to. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON document on stdout')
}

/** A verb of a project. */
export function withConfig(command: Command): Command {
  return withJson(command).option(
    '--config <file>',
    'default: nightdrift.config.ts in this folder or the nearest above',
  )
}

/** From which finding on a verb ends with 1. */
export function failOn(choices: string[]): Option {
  return new Option('--fail-on <what>', 'end with 1 when there is a finding of this kind')
    .choices(choices)
    .default('never')
}

/** What the help of a verb ends with. */
export function example(...commands: string[]): string {
  return `\nExample:\n${commands.map((command) => `  $ ${command}\n`).join('')}`
}
