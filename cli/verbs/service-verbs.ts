import { Argument, type Command, Option } from 'commander'
import { example, type Run, withConfig, withJson } from './verb.ts'

/** Production, and what it needs. */
export function addServiceVerbs(program: Command, run: Run): void {
  addInitVerb(program, run)
  withConfig(program.command('dev'))
    .description('embedded Temporal, a worker and the schedule in one terminal')
    .addHelpText('after', example('nightdrift dev'))
    .action((options) => run(options, async (terminal) => (await import('../dev.ts')).dev(options, terminal)))
  withConfig(program.command('worker'))
    .description('work on a suite\u2019s nights at the configured Temporal server')
    .addHelpText('after', example('TEMPORAL_ADDRESS=temporal.acme.example:7233 nightdrift worker'))
    .action((options) =>
      run(options, async (terminal) => (await import('../worker.ts')).worker(options, terminal)),
    )
  addScheduleVerb(program, run)
  withConfig(program.command('doctor'))
    .description('what is missing on this machine, and which nights did not happen')
    .addHelpText('after', example('nightdrift doctor'))
    .action((options) =>
      run(options, async (terminal) => (await import('../doctor.ts')).doctor(options, terminal)),
    )
}

function addInitVerb(program: Command, run: Run): void {
  withJson(program.command('init'))
    .description('put a suite that passes into a project: config, ten cases, workflows, justfile')
    .option('--folder <path>', 'the project (default: this folder)')
    .addOption(
      new Option('--ci <which>', 'whose workflows').choices(['github', 'gitlab'] as const).default('github'),
    )
    .option('--force', 'overwrite what is there', false)
    .addHelpText('after', example('nightdrift init', 'nightdrift init --folder ../bot --ci gitlab'))
    .action((options) =>
      run(options, async (terminal) => (await import('../init.ts')).init(options, terminal)),
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
      run(options, async (terminal) => (await import('../schedule.ts')).schedule(action, options, terminal)),
    )
}
