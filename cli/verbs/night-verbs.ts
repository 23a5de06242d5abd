import type { Command } from 'commander'
import { example, failOn, type Run, withConfig, withJson } from './verb.ts'

/** What is done with nights. */
export function addNightVerbs(program: Command, run: Run): void {
  withJson(program.command('demo'))
    .description('a whole story on the example project: eight nights, from logs to issues, mail and report')
    .option('--folder <path>', 'where the example project is copied to (default: a new folder)')
    .addHelpText('after', example('nightdrift demo --folder /tmp/bike-share'))
    .action((options) =>
      run(options, async (terminal) => (await import('../demo.ts')).demo(options, terminal)),
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
      run(options, async (terminal) => (await import('../night.ts')).night(date, options, terminal)),
    )
  withConfig(program.command('report'))
    .description('open a night\u2019s report page')
    .argument('<night>', 'YYYY-MM-DD')
    .option('--no-open', 'only print where it is')
    .addHelpText('after', example('nightdrift report 2026-11-22'))
    .action((night, options) =>
      run(options, async (terminal) => (await import('../report.ts')).report(night, options, terminal)),
    )
}
