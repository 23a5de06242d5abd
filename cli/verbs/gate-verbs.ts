import type { Command } from 'commander'
import { example, type Run, withConfig } from './verb.ts'

/** The gates of a pull request and of a release. */
export function addGateVerbs(program: Command, run: Run): void {
  withConfig(program.command('diff'))
    .description('the pull-request gate: is the working tree worse than what it is to be merged into?')
    .requiredOption(
      '--base <what>',
      'a Git ref, a run\u2019s file or id, or the name of an accepted baseline',
    )
    .option('--head <run>', 'a run\u2019s file or id (default: the working tree, run now)')
    .option('--threshold <share>', 'blocked when a pass rate falls by more than this', '0.02')
    .option('--min-pass-rate <share>', 'blocked when a pass rate is below this, too')
    .option(
      '--confirm <times>',
      'before blocking, ask every case that changed sides so often anew, on both sides',
    )
    .option('--profile <name>', 'which cases are run, where a side is run now', 'pr')
    .option('--no-cache', 'ask anew what was answered before')
    .option('--markdown <file>', 'also write the result as Markdown, for a comment')
    .addHelpText(
      'after',
      example(
        'nightdrift diff --base origin/main --threshold 0.02',
        'nightdrift diff --base origin/main --threshold 0.02 --confirm 5 --min-pass-rate 0.9',
      ),
    )
    .action((options) =>
      run(options, async (terminal) => (await import('../diff.ts')).diff(options, terminal)),
    )
  withConfig(program.command('gate'))
    .description('the release gate: is what is about to be released good enough?')
    .option('--profile <name>', 'which cases are run', 'release')
    .option('--tag <tag>', 'what is released')
    .option('--min-pass-rate <share>', 'for scorers without a threshold in the config\u2019s gates')
    .option('--yes', 'go on without asking whether the cost is all right', false)
    .option('--no-cache', 'ask anew what was answered before')
    .option('--junit <file>', 'also write the thresholds as JUnit XML')
    .option('--markdown <file>', 'also write the result as Markdown')
    .addHelpText('after', example('nightdrift gate --profile release --tag v1.2.3 --yes --junit gate.xml'))
    .action((options) =>
      run(options, async (terminal) => (await import('../gate.ts')).gate(options, terminal)),
    )
}
