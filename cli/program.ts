import { Argument, Command, Option } from 'commander'
import own from '../package.json' with { type: 'json' }
import type { ExitCode } from './exit.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** What every verb has. */
interface CommonOptions {
  readonly json?: boolean
  readonly config?: string
}

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
  addServiceVerbs(program, run)
  return program
}

type Run = (options: CommonOptions, verb: (terminal: Terminal) => Promise<ExitCode>) => Promise<void>

function addNightVerbs(program: Command, run: Run): void {
  withJson(program.command('demo'))
    .description('a whole story on the example project: eight nights, from logs to issues, mail and report')
    .option('--folder <path>', 'where the example project is copied to (default: a new folder)')
    .addHelpText('after', example('nightdrift demo --folder /tmp/bike-share'))
    .action((options) =>
      run(options, async (terminal) => (await import('./demo.ts')).demo(options, terminal)),
    )
  withConfig(program.command('night'))
    .description('run or join one night and show its progress')
    .argument(
      '[date]',
      'the day whose traffic is checked, YYYY-MM-DD (default: yesterday in the schedule\u2019s time zone)',
    )
    .option('--force', 'run a complete night once more, as a new revision', false)
    .addOption(failOn(['never', 'drift', 'regression']))
    .addHelpText('after', example('nightdrift night 2026-11-22'))
    .action((date, options) =>
      run(options, async (terminal) => (await import('./night.ts')).night(date, options, terminal)),
    )
  withConfig(program.command('report'))
    .description('open a night\u2019s report page')
    .argument('<night>', 'YYYY-MM-DD')
    .option('--no-open', 'only print where it is')
    .addHelpText('after', example('nightdrift report 2026-11-22'))
    .action((night, options) =>
      run(options, async (terminal) => (await import('./report.ts')).report(night, options, terminal)),
    )
}

function addFindingVerbs(program: Command, run: Run): void {
  withConfig(program.command('findings'))
    .description('what a night tells of, since when, with the ids that the next verbs take')
    .argument('[night]', 'YYYY-MM-DD (default: the newest)')
    .option('--all', 'also what is muted or accepted', false)
    .addHelpText('after', example('nightdrift findings', 'nightdrift findings 2026-11-22 --all --json'))
    .action((night, options) =>
      run(options, async (terminal) => (await import('./findings.ts')).findings(night, options, terminal)),
    )
  withConfig(program.command('explain'))
    .description('how a finding came about: data, effect, test, correction and rule')
    .argument('<id>', 'a finding\u2019s id, or its first digits')
    .option('--night <date>', 'as this night told it, YYYY-MM-DD (default: the newest that tells of it)')
    .addHelpText('after', example('nightdrift explain 5b1f0c9a'))
    .action((id, options) =>
      run(options, async (terminal) => (await import('./explain.ts')).explain(id, options, terminal)),
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
      run(options, async (terminal) => (await import('./accept.ts')).accept(id, options, terminal)),
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
      run(options, async (terminal) => (await import('./mute.ts')).mute(id, options, terminal)),
    )
}

function addSuiteVerbs(program: Command, run: Run): void {
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
          ? (await import('./watch-eval.ts')).watchEval(options, terminal)
          : (await import('./eval.ts')).evaluate(options, terminal),
      ),
    )
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
      run(options, async (terminal) => (await import('./diff.ts')).diff(options, terminal)),
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
      run(options, async (terminal) => (await import('./gate.ts')).gate(options, terminal)),
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
        (await import('./accept-baseline.ts')).acceptBaseline(name, options, terminal),
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
      run(options, async (terminal) => (await import('./view.ts')).view(name, options, terminal)),
    )
  withJson(program.command('compare'))
    .description('drift between any two tables (CSV, JSON lines, Parquet); needs no config')
    .requiredOption('--reference <file>', 'what it was: a file, or a glob in quotes')
    .requiredOption('--current <file>', 'what it is now, likewise')
    .option('--type <name=type...>', 'override an inferred type: NAME=numeric|categorical|text', [])
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
      run(options, async (terminal) => (await import('./compare.ts')).compare(options, terminal)),
    )
}

function addServiceVerbs(program: Command, run: Run): void {
  withConfig(program.command('dev'))
    .description('embedded Temporal, a worker and the schedule in one terminal')
    .addHelpText('after', example('nightdrift dev'))
    .action((options) => run(options, async (terminal) => (await import('./dev.ts')).dev(options, terminal)))
  withConfig(program.command('worker'))
    .description('work on a suite\u2019s nights at the configured Temporal server')
    .addHelpText('after', example('TEMPORAL_ADDRESS=temporal.acme.example:7233 nightdrift worker'))
    .action((options) =>
      run(options, async (terminal) => (await import('./worker.ts')).worker(options, terminal)),
    )
  addScheduleVerb(program, run)
  withConfig(program.command('doctor'))
    .description('what is missing on this machine, and which nights did not happen')
    .addHelpText('after', example('nightdrift doctor'))
    .action((options) =>
      run(options, async (terminal) => (await import('./doctor.ts')).doctor(options, terminal)),
    )
}

function addScheduleVerb(program: Command, run: Run): void {
  withConfig(program.command('schedule'))
    .description('apply, show, pause, resume or delete the nightly schedule, or backfill nights')
    .addArgument(new Argument('<action>').choices(['apply', 'show', 'pause', 'resume', 'delete', 'backfill']))
    .option('--from <date>', 'backfill: the first night, YYYY-MM-DD')
    .option('--to <date>', 'backfill: the last night, YYYY-MM-DD')
    .addHelpText(
      'after',
      example('nightdrift schedule apply', 'nightdrift schedule backfill --from 2026-11-01 --to 2026-11-07'),
    )
    .action((action, options) =>
      run(options, async (terminal) => (await import('./schedule.ts')).schedule(action, options, terminal)),
    )
}

function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON document on stdout')
}

function withConfig(command: Command): Command {
  return withJson(command).option(
    '--config <file>',
    'default: nightdrift.config.ts in this folder or the nearest above',
  )
}

function failOn(choices: string[]): Option {
  return new Option('--fail-on <what>', 'end with 1 when there is a finding of this kind')
    .choices(choices)
    .default('never')
}

function example(...commands: string[]): string {
  return `\nExample:\n${commands.map((command) => `  $ ${command}\n`).join('')}`
}
