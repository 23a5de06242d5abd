import type { Command } from 'commander'
import { example, type Run, withConfig } from './verb.ts'

/** Living with what nights tell of. */
export function addFindingVerbs(program: Command, run: Run): void {
  withConfig(program.command('findings'))
    .description('what a night tells of, since when, with the ids that the next verbs take')
    .argument('[night]', 'YYYY-MM-DD (default: the newest)')
    .option('--all', 'also what is muted or accepted', false)
    .addHelpText('after', example('nightdrift findings', 'nightdrift findings 2026-11-22 --all --json'))
    .action((night, options) =>
      run(options, async (terminal) => (await import('../findings.ts')).findings(night, options, terminal)),
    )
  withConfig(program.command('explain'))
    .description('how a finding came about: data, effect, test, correction and rule')
    .argument('<id>', 'a finding\u2019s id, or its first digits')
    .option('--night <date>', 'as this night told it, YYYY-MM-DD (default: the newest that tells of it)')
    .addHelpText('after', example('nightdrift explain 5b1f0c9a'))
    .action((id, options) =>
      run(options, async (terminal) => (await import('../explain.ts')).explain(id, options, terminal)),
    )
  withConfig(program.command('accept'))
    .description('a gap is meant to be so: keep it quiet until it grows')
    .argument('<id>', 'a finding\u2019s id, or its first digits')
    .requiredOption('--why <reason>', 'why it is meant to be so')
    .option(
      '--growth <size>',
      'by how much it may grow, in the effect\u2019s unit (default: its minimum effect)',
    )
    .option('--undo', 'take it back', false)
    .addHelpText(
      'after',
      example('nightdrift accept 5b1f0c9a --why "the new tariff is in no case yet, see #41"'),
    )
    .action((id, options) =>
      run(options, async (terminal) => (await import('../accept.ts')).accept(id, options, terminal)),
    )
  withConfig(program.command('mute'))
    .description('a finding is known and has to wait: tell nobody until a date')
    .argument('<id>', 'a finding\u2019s id, or its first digits')
    .requiredOption('--why <reason>', 'why it has to wait')
    .option('--until <date>', 'the last quiet night, YYYY-MM-DD')
    .option('--undo', 'take it back', false)
    .addHelpText(
      'after',
      example('nightdrift mute 5b1f0c9a --until 2026-12-24 --why "fix is in release 1.5"'),
    )
    .action((id, options) =>
      run(options, async (terminal) => (await import('../mute.ts')).mute(id, options, terminal)),
    )
}
