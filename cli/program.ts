import { Command } from 'commander'
import own from '../package.json' with { type: 'json' }
import type { ExitCode } from './exit.ts'
import { createTerminal, type Terminal } from './terminal.ts'
import { addFindingVerbs } from './verbs/finding-verbs.ts'
import { addGateVerbs } from './verbs/gate-verbs.ts'
import { addNightVerbs } from './verbs/night-verbs.ts'
import { addServiceVerbs } from './verbs/service-verbs.ts'
import { addSuiteVerbs } from './verbs/suite-verbs.ts'
import type { CommonOptions } from './verbs/verb.ts'

/**
 * The command line: words to one file a verb. Verbs are loaded when they are called, so that `--help` is quick.
 *
 * @param ended  told the exit code of the verb that ran
 */
export function createProgram(ended: (code: ExitCode) => void): Command {
  const program = new Command('nightdrift')
    .description('Is what we test still what we serve, and is it still as good?')
    .version(own.version)
    .showHelpAfterError('(nightdrift VERB --help shows its options and an example)')
    .exitOverride()
  /** Runs a verb with the terminal its options ask for. */
  const run = async (options: CommonOptions, verb: (terminal: Terminal) => Promise<ExitCode>) =>
    ended(await verb(createTerminal(options.json ?? false)))
  addNightVerbs(program, run)
  addFindingVerbs(program, run)
  addSuiteVerbs(program, run)
  addGateVerbs(program, run)
  addServiceVerbs(program, run)
  return program
}
