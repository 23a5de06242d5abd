import Table from 'cli-table3'
import type { RunSummary } from '../activities/run-summary.ts'
import type { WorstCase } from '../queries/results/tell-scores.ts'
import { PLAIN_TABLE } from './plain-table.ts'
import type { Terminal } from './terminal.ts'

/** More slices are not read in a terminal; the run's file has all. */
const MOST_SLICES = 12
const MOST_FLAKY = 5

/** A run that has ended. */
export interface ToldRun {
  readonly id: string
  readonly summary: RunSummary
  readonly worst: readonly WorstCase[]
  /** Where its file is. */
  readonly file: string
  /** The share of answers below which nothing is compared with the run. */
  readonly answeredAtLeast: number
}

/** Tells what a run came to: rates by scorer and slice, the worst cases, what was not scored and why, costs, its file. */
export function tellRun({ id, summary, worst, file, answeredAtLeast }: ToldRun, terminal: Terminal): void {
  const { profile, cases, counts, scorers, errors = [], cost, slices = [], unscored = [] } = summary
  const of = { run: id, file, profile, cases, counts, scorers, errors }
  terminal.document({ ...of, cost, slices, unscored, worst, ...epochsOf(summary) })
  terminal.result(`Run ${id}: ${cases} cases against ${summary.target}`)
  terminal.result(rateTable(summary))
  for (const line of [
    ...sliceNote(slices),
    ...flakyLines(summary),
    ...worstLines(worst),
    ...countLines(summary),
    ...leftOutLines(summary, answeredAtLeast),
  ])
    terminal.result(`  ${line}`)
  terminal.result(`  ${file}`)
  terminal.result(`  case by case: nightdrift view ${id}`)
  for (const { kind, count, message } of errors)
    terminal.progress(`${count} of ${askedOf(summary)} have no answer (${kind}): ${message}`)
}

/** How many answers there should be: one a case, or one an epoch of each. */
function askedOf({ counts, epochs = 1 }: RunSummary): string {
  const { scored, errored, unscored, skipped } = counts
  return `${scored + errored + unscored + skipped} ${epochs > 1 ? 'questions' : 'cases'}`
}

/** What the budget did not reach, and whether so much is missing that the rest stands for nothing. */
function leftOutLines({ counts }: RunSummary, answeredAtLeast: number): string[] {
  const { scored, errored, unscored, skipped } = counts
  const answered = scored + unscored
  const share = answered / (answered + errored + skipped)
  return [
    ...(skipped > 0 ? [`${skipped} not asked: the budget of the run is spent (\`budgetUsd\`)`] : []),
    ...(share < answeredAtLeast
      ? [
          `${percent(share)} % answered: below ${percent(answeredAtLeast)} % nothing is compared with this run (\`answeredAtLeast\`)`,
        ]
      : []),
  ]
}

type Scorer = RunSummary['scorers'][number]

function rateTable({ scorers, slices = [] }: RunSummary): string {
  const table = new Table({
    head: ['', ...scorers.map(({ name }) => name)],
    chars: PLAIN_TABLE,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  })
  table.push(['all', ...scorers.map(rate)])
  for (const slice of slices.slice(0, MOST_SLICES)) {
    const byName = new Map(slice.scorers.map((scorer) => [scorer.name, scorer]))
    table.push([short(slice.name, 30), ...scorers.map(({ name }) => rate(byName.get(name)))])
  }
  return table.toString()
}

function rate(scorer: Scorer | undefined): string {
  if (scorer === undefined || scorer.passRate === null) return 'not scored'
  const { passed, n, passRate, interval } = scorer
  const range = interval ? ` [${percent(interval.lower)}–${percent(interval.upper)}]` : ''
  return `${percent(passRate)} %${range} ${passed}/${n}`
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function sliceNote(slices: NonNullable<RunSummary['slices']>): string[] {
  const hidden = slices.length - MOST_SLICES
  return hidden > 0 ? [`${hidden} more slices: --json has them`] : []
}

function epochsOf({ epochs, reducer, flaky }: RunSummary) {
  return epochs === undefined ? {} : { epochs, reducer, flaky }
}

/** Cases whose epochs do not agree, the most flaky ones. */
function flakyLines({ epochs, flaky = [] }: RunSummary): string[] {
  if (flaky.length === 0) return []
  const told = flaky
    .slice(0, MOST_FLAKY)
    .map(({ caseId, scorer, passed, epochs: n }) => `${short(caseId, 30)} (${scorer}: ${passed} of ${n})`)
  return [`flaky over ${epochs} epochs: ${told.join(', ')}${flaky.length > MOST_FLAKY ? ', …' : ''}`]
}

function worstLines(worst: readonly WorstCase[]): string[] {
  if (worst.length === 0) return []
  const told = worst.map(({ caseId, scorer, value, reason }) => {
    const why = reason === null ? '' : `: ${short(reason, 60)}`
    return `  ${short(caseId, 40)} (${scorer} ${Number(value.toFixed(3))})${why}`
  })
  return ['worst:', ...told]
}

function countLines({ counts, unscored = [], cost }: RunSummary): string[] {
  const { scored, errored, skipped } = counts
  return [
    `scored ${scored}, errored ${errored}, unscored ${counts.unscored}, skipped ${skipped}`,
    ...unscored
      .slice(0, 5)
      .map(
        ({ scorer, reason, count }) =>
          `${count} not scored by ${scorer}: ${short(reason ?? 'no reason told', 60)}`,
      ),
    ...costLines(cost),
  ]
}

/** Silent about a recording, which says nothing of costs and tokens. */
function costLines(cost: RunSummary['cost']): string[] {
  if (cost === undefined) return []
  const { usd, unknown, cached, tokens, judges } = cost
  const judged = judges.usd === null ? '' : `$${judges.usd.toFixed(4)}, `
  const told = [
    usd === null ? '' : `$${usd.toFixed(4)}`,
    usd !== null && unknown > 0 ? `${unknown} answers of unknown cost (see \`prices\`)` : '',
    tokens.input + tokens.output > 0 ? `${tokens.input} + ${tokens.output} tokens` : '',
    judges.tokens > 0 ? `judges ${judged}${judges.tokens} tokens` : '',
    cached > 0 ? `${cached} answers from the cache` : '',
  ].filter((part) => part !== '')
  return told.length === 0 ? [] : [`cost: ${told.join(', ')}`]
}

function short(text: string, limit: number): string {
  const signs = Array.from(text.replace(/\s+/g, ' '))
  return signs.length <= limit ? signs.join('') : `${signs.slice(0, limit - 1).join('')}…`
}
