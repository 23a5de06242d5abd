import { randomBytes } from 'node:crypto'
import { closeSuite } from '../activities/close-suite.ts'
import { planSuite } from '../activities/plan-suite.ts'
import type { Attempt } from '../activities/ports.ts'
import { runSuiteBatch } from '../activities/run-suite-batch.ts'
import { type RunSummary, runSummaryKey } from '../activities/run-summary.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'

export interface EvalOptions {
  readonly config?: string
  readonly profile: string
  /** `false` asks anew what was answered before. */
  readonly cache?: boolean
}

/** Runs the suite in this process: the same activities as at night, without Temporal. */
export async function evaluate(options: EvalOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const id = runId(ports.now(), options.profile)
  const common = { folder: `runs/${id}`, configDigest: ports.project.configDigest }
  const stop = new AbortController()
  const attempt: Attempt = { signal: stop.signal, heartbeat: () => undefined }
  const interrupt = () => stop.abort(new Error('Cancelled. Finished batches stay in the lake.'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const useCache = options.cache !== false
    const plan = await planSuite({ ...common, profile: options.profile, useCache }, ports, attempt)
    let done = 0
    let spent = 0
    const asks = plan.cases * (plan.epochs ?? 1)
    for (let index = 0; index < plan.batches; index += 1) {
      const left = plan.budgetMicroUsd === undefined ? {} : { budgetMicroUsd: plan.budgetMicroUsd - spent }
      const batch = await runSuiteBatch({ ...common, plan, index, ...left }, ports, attempt)
      done += batch.answered + batch.errored
      spent += batch.costMicroUsd ?? 0
      terminal.status(`  … ${done}/${asks} answers`)
    }
    const summary = await closeSuite({ ...common, plan }, ports)
    return tell(id, summary, { terminal, file: ports.lake.address(runSummaryKey(common.folder)) })
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** Names a run after its time; the end keeps apart runs of one second, here or on another machine. */
function runId(at: Date, profile: string): string {
  const time = at.toISOString().slice(0, 19).replaceAll(':', '-')
  return `${time}-${profile.replace(/[^\w.-]/g, '_')}-${randomBytes(3).toString('hex')}`
}

function tell(
  id: string,
  summary: RunSummary,
  { terminal, file }: { terminal: Terminal; file: string },
): ExitCode {
  const { profile, cases, counts, scorers, errors = [] } = summary
  terminal.document({
    run: id,
    file,
    profile,
    cases,
    counts,
    scorers,
    errors,
    cost: summary.cost,
    ...epochsOf(summary),
  })
  terminal.result(`Run ${id}: ${cases} cases against ${summary.target}`)
  for (const scorer of scorers) terminal.result(`  ${scorerLine(scorer)}`)
  for (const line of flakyLines(summary)) terminal.result(`  ${line}`)
  terminal.result(
    `  scored ${counts.scored}, errored ${counts.errored}, unscored ${counts.unscored}, skipped ${counts.skipped}`,
  )
  for (const line of costLines(summary)) terminal.result(`  ${line}`)
  terminal.result(`  ${file}`)
  for (const { kind, count, message } of errors)
    terminal.progress(`${count} of ${cases} cases have no answer (${kind}): ${message}`)
  return counts.errored > 0 && counts.scored + counts.unscored === 0 ? EXIT.incomplete : EXIT.done
}

/** Silent about a recording, which says nothing of costs and tokens. */
function costLines({ cost }: RunSummary): string[] {
  if (cost === undefined) return []
  const { usd, unknown, cached, tokens, judges } = cost
  const told = [
    usd === null ? '' : `$${usd.toFixed(4)}`,
    usd !== null && unknown > 0 ? `${unknown} answers of unknown cost (see \`prices\`)` : '',
    tokens.input + tokens.output > 0 ? `${tokens.input} + ${tokens.output} tokens` : '',
    judges.tokens > 0
      ? `judges ${judges.usd === null ? '' : `$${judges.usd.toFixed(4)}, `}${judges.tokens} tokens`
      : '',
    cached > 0 ? `${cached} answers from the cache` : '',
  ].filter((part) => part !== '')
  return told.length === 0 ? [] : [`cost: ${told.join(', ')}`]
}

function epochsOf({ epochs, reducer, flaky }: RunSummary) {
  return epochs === undefined ? {} : { epochs, reducer, flaky }
}

/** Cases whose epochs do not agree, the most flaky ones. */
function flakyLines({ epochs, flaky = [] }: RunSummary): string[] {
  if (flaky.length === 0) return []
  const told = flaky
    .slice(0, 5)
    .map(({ caseId, scorer, passed, epochs: n }) => `${caseId} (${scorer}: ${passed} of ${n})`)
  return [`flaky over ${epochs} epochs: ${told.join(', ')}${flaky.length > 5 ? ', …' : ''}`]
}

function scorerLine({ name, passed, n, passRate, interval }: RunSummary['scorers'][number]): string {
  if (passRate === null) return `${name.padEnd(16)} nothing scored`
  const percent = (share: number) => (100 * share).toFixed(1)
  const range = interval ? ` [${percent(interval.lower)}–${percent(interval.upper)}]` : ''
  return `${name.padEnd(16)} ${percent(passRate)} %${range}  ${passed} of ${n}`
}
