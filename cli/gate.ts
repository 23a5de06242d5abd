import { casesOf } from '../activities/choose-cases.ts'
import { diffSideOf } from '../activities/diff-side.ts'
import { estimateCost } from '../activities/estimate-cost.ts'
import type { FoundRun } from '../activities/find-run.ts'
import { humanRatings } from '../activities/human-ratings.ts'
import { publishJson } from '../activities/json-file.ts'
import type { Ports } from '../activities/ports.ts'
import { runSummaryKey } from '../activities/run-summary.ts'
import type { ReleasePage } from '../report/release-page.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Profile } from '../suite/config/profile-spec.ts'
import { scorerName } from '../suite/config/scorer-spec.ts'
import { judgeRelease } from '../suite/gate/release.ts'
import { parseShare } from '../suite/gate/share.ts'
import { holdAgainst, type Threshold, thresholdsOf } from '../suite/gate/thresholds.ts'
import { agreementOf } from '../suite/human/agreement.ts'
import { profileNamed, scorersOf } from '../suite/profile.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { goOn } from './go-on.ts'
import { openProject } from './project.ts'
import { newRunId, runFolderOf, runSuite } from './run-suite.ts'
import { tellRelease } from './tell-release.ts'
import type { Terminal } from './terminal.ts'
import { untilInterrupted } from './until-interrupted.ts'

export interface GateOptions {
  readonly config?: string
  readonly profile: string
  /** What is released; in Git, when it is there already, it must be this commit. */
  readonly tag?: string
  /** For scorers without a threshold of their own. */
  readonly minPassRate?: string
  readonly yes?: boolean
  readonly cache?: boolean
  readonly junit?: string
  readonly markdown?: string
}

/** The release gate: is what is about to be released good enough? */
export async function gate(options: GateOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const rule = profileNamed(options.profile, ports.project.config)
  const thresholds = requireThresholds(options, rule, ports)
  await refuseOtherCommit(options.tag, ports)
  const cases = await casesOf({ profile: options.profile, rule, project: ports.project })
  const estimate = await estimateCost({ cases: cases.length, rule }, ports)
  if (!(await goOn(estimate, { yes: options.yes === true }, terminal))) return EXIT.incomplete
  const started = ports.now()
  const run = {
    id: newRunId(started, options.profile),
    profile: options.profile,
    useCache: options.cache !== false,
  }
  const summary = await untilInterrupted('Cancelled: no verdict. What was answered is kept.', (signal) =>
    runSuite(run, ports, { terminal, signal }),
  )
  const found = { lake: ports.lake, folder: runFolderOf(run.id), summary }
  const held = await holdRun(found, { thresholds, cases, rule }, ports)
  const { incomplete, ...verdict } = judgeRelease(held)
  const page: ReleasePage = {
    ...verdict,
    ...describe(found, ports),
    tag: options.tag ?? null,
    answered: held.answered,
    thresholds: held.results,
    human: held.agreements,
    seconds: (ports.now().getTime() - started.getTime()) / 1000,
  }
  await publishJson(ports.lake, `gates/${run.id}.json`, page)
  await tellRelease(page, options, terminal)
  if (page.gate === 'passed') return EXIT.done
  return incomplete ? EXIT.incomplete : EXIT.found
}

function requireThresholds(options: GateOptions, rule: Profile, { project }: Ports): Threshold[] {
  const { gates, scorers } = project.config
  const otherwise =
    options.minPassRate === undefined ? undefined : parseShare(options.minPassRate, '--min-pass-rate')
  const judging = scorersOf(rule, scorers).map(scorerName)
  const thresholds = thresholdsOf(gates, judging, otherwise)
  if (thresholds.length > 0) return thresholds
  throw new ConfigError(
    `Cannot gate a release without a threshold: set the lowest pass rates in the config, \`gates: { ${judging[0]}: 0.9 }\`, or give --min-pass-rate 0.9 for all scorers.`,
  )
}

/** A verdict on other files than the tag's would be one on nothing that is released. */
async function refuseOtherCommit(tag: string | undefined, { repository }: Ports): Promise<void> {
  if (tag === undefined) return
  const [tagged, head] = [await repository.resolve(`refs/tags/${tag}`), await repository.head()]
  if (tagged === null || head === null || tagged === head.sha) return
  throw new ConfigError(
    `Cannot gate ${JSON.stringify(tag)} here: the tag is at ${tagged.slice(0, 12)}, and the working tree at ${head.sha.slice(0, 12)}. Check the tag out first.`,
  )
}

async function holdRun(
  found: FoundRun,
  wanted: {
    readonly thresholds: readonly Threshold[]
    readonly cases: Awaited<ReturnType<typeof casesOf>>
    readonly rule: Profile
  },
  { project }: Ports,
) {
  const { rows } = await diffSideOf(found)
  const ratings = await humanRatings(wanted.cases, found)
  const judging = scorersOf(wanted.rule, project.config.scorers)
  const judges = judging.filter(({ kind }) => kind === 'rubric')
  const beside = (judges.length > 0 ? judges : judging).map(scorerName)
  return {
    answered: rows.filter(({ status }) => status === 'answered').length,
    cases: rows.length,
    answeredAtLeast: project.config.answeredAtLeast,
    results: holdAgainst(rows, wanted.thresholds, found.summary.reducer ?? 'mean'),
    agreements: ratings.length === 0 ? [] : beside.map((scorer) => agreementOf(scorer, ratings, rows)),
  }
}

function describe({ lake, folder, summary }: FoundRun, { project }: Ports) {
  const { profile, cases, provenance, cost } = summary
  const known = [cost?.usd, cost?.judges.usd].filter((usd) => typeof usd === 'number')
  return {
    suite: project.config.name,
    run: folder.slice('runs/'.length),
    file: lake.address(runSummaryKey(folder)),
    profile,
    cases,
    commit: provenance?.commit ?? null,
    costUsd: known.length === 0 ? null : known.reduce((sum, usd) => sum + usd, 0),
  }
}
