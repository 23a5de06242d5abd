import type { Command } from 'commander'
import { keepNewSpaceSmall } from '../keep-new-space-small.ts'
import { example, failOn, type Run, withConfig, withJson } from './verb.ts'

/** Running the suite, and looking at what came of it. */
export function addSuiteVerbs(program: Command, run: Run): void {
  withConfig(program.command('eval'))
    .description('run the suite in this process, without Temporal')
    .option('--profile <name>', 'which cases: full, release, or one of the config\u2019s', 'full')
    .option('--no-cache', 'ask anew what was answered before')
    .option('--resume <run>', 'go on with a run that ended early')
    .option('--watch', 'run it again on every change of prompt, config or cases, until Ctrl-C', false)
    .addHelpText(
      'after',
      example('nightdrift eval --profile smoke --json', 'nightdrift eval --profile smoke --watch'),
    )
    .action((options) =>
      run(options, async (terminal) =>
        options.watch
          ? (await import('../watch-eval.ts')).watchEval(options, terminal)
          : (await import('../eval.ts')).evaluate(options, terminal),
      ),
    )
  withConfig(program.command('accept-baseline'))
    .description('hold later runs against this one')
    .argument('<run>', 'a night (2026-11-22), one of its revisions (2026-11-22/r2), or the id of an eval run')
    .option('--name <name>', 'the baseline\u2019s name', 'main')
    .requiredOption('--why <reason>', 'why this run is the one to hold later runs against')
    .addHelpText(
      'after',
      example('nightdrift accept-baseline 2026-11-22 --why "reviewed by Ana, release 1.4"'),
    )
    .action((name, options) =>
      run(options, async (terminal) =>
        (await import('../accept-baseline.ts')).acceptBaseline(name, options, terminal),
      ),
    )
  withConfig(program.command('view'))
    .description('a run of the suite as a page: rates, cases with filters, two runs side by side')
    .argument('<run>', 'a night, one of its revisions, a run\u2019s id or file, or a baseline\u2019s name')
    .option('--base <run>', 'the run to hold it against, likewise')
    .option('--html <file>', 'where the page is written (default: views/ in the lake)')
    .option('--no-open', 'only print where it is')
    .addHelpText(
      'after',
      example('nightdrift view 2026-11-22 --base main', 'nightdrift view 2026-11-22 --html run.html'),
    )
    .action((name, options) =>
      run(options, async (terminal) => (await import('../view.ts')).view(name, options, terminal)),
    )
  withJson(program.command('compare'))
    .description('drift between any two tables (CSV, JSON lines, Parquet); needs no config')
    .requiredOption('--reference <file>', 'what it was: a file, or a glob in quotes')
    .requiredOption('--current <file>', 'what it is now, likewise')
    .option('--type <name=type...>', 'override an inferred type: NAME=numeric|categorical|text', [])
    .option('--skip <name...>', 'leave a column out, as one whose values differ every time', [])
    .option('--by <column>', 'compare everything again within each value of this column')
    .option(
      '--cluster <column>',
      'rows with the same value here hang together; auto looks for conversation_id and user_id, none wants none',
      'auto',
    )
    .option(
      '--exact',
      'keep every value also beyond 1,000,000 rows a side: slower, in memory that grows with them',
    )
    .option('--html <file>', 'also write a page with both distributions of each column')
    .addOption(failOn(['never', 'drift']))
    .addHelpText(
      'after',
      example(
        'nightdrift compare --reference last-week.csv --current today.csv --type plan=categorical --html drift.html',
        "nightdrift compare --reference 'logs/2026-11-*/**.parquet' --current today.parquet --by model",
      ),
    )
    .action((options) =>
      run(options, async (terminal) => {
        keepNewSpaceSmall()
        return (await import('../compare.ts')).compare(options, terminal)
      }),
    )
}
