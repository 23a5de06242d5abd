import Table from 'cli-table3'
import { runSummaryKey } from '../activities/run-summary.ts'
import { type DiffPage, diffMarkdown } from '../report/diff-markdown.ts'
import { changeWords, points, runWords, seenWords } from '../report/diff-words.ts'
import type { Conclusion } from '../suite/gate/conclude.ts'
import type { Confirmation } from '../suite/gate/confirm.ts'
import type { Diff } from '../suite/gate/diff.ts'
import type { DiffRule } from '../suite/gate/gate-rule.ts'
import { shareValue } from '../suite/gate/share.ts'
import type { DiffRun } from './diff-sides.ts'
import { PLAIN_TABLE } from './plain-table.ts'
import type { Terminal } from './terminal.ts'
import { writePage } from './write-page.ts'

/** Cases of each scorer that are named in a terminal; `--json` has all. */
const MOST_CASES = 10

/** A diff with its conclusion. */
export interface ToldDiff extends Conclusion {
  readonly base: DiffRun
  readonly head: DiffRun
  readonly diff: Diff
  readonly rule: DiffRule
  readonly confirmations: ReadonlyMap<string, Confirmation>
  /** Why flips were not asked anew. */
  readonly notes: readonly string[]
}

/** Tells a diff: what was compared, scorer by scorer, the rule and what it cannot see, and where the gate stands. */
export async function tellDiff(
  told: ToldDiff,
  { markdown }: { readonly markdown?: string },
  terminal: Terminal,
): Promise<void> {
  const page = pageOf(told)
  terminal.document({ ...page, rule: ruleOf(told.rule) })
  terminal.result(`base  ${runWords(page.base)}`)
  terminal.result(`head  ${runWords(page.head)}`)
  terminal.result(scorerTable(page))
  for (const line of linesOf(page)) terminal.result(`  ${line}`)
  terminal.result(`  case by case: nightdrift view ${page.head.run} --base ${baseName(told, page)}`)
  terminal.result(`${page.gate === 'passed' ? 'PASSED' : 'FAILED'}: ${page.reason}`)
  // Last: a place that cannot be written to takes no verdict away.
  if (markdown !== undefined) await writePage(markdown, diffMarkdown(page))
}

/** A run of another lake is found by its file alone. */
function baseName({ base, head }: ToldDiff, page: DiffPage): string {
  return base.found.lake.location === head.found.lake.location ? page.base.run : page.base.file
}

function pageOf(told: ToldDiff): DiffPage {
  const { diff, gate, reason, confirmations, notes } = told
  return {
    base: describe(told.base),
    head: describe(told.head),
    cases: diff.cases,
    scorers: diff.scorers.map((scorer) => ({
      ...scorer,
      confirmation: confirmations.get(scorer.name) ?? null,
    })),
    slices: diff.slices,
    notes: [...diff.notes, ...notes],
    gate,
    reason,
  }
}

function describe({ label, found, stored }: DiffRun): DiffPage['base'] {
  const { lake, folder, summary } = found
  return {
    label,
    run: folder.replace(/^(runs|nights)\//, ''),
    file: lake.address(runSummaryKey(folder)),
    profile: summary.profile,
    cases: summary.cases,
    commit: summary.provenance?.commit ?? null,
    datasetDigest: summary.datasetDigest,
    targetDigest: summary.provenance?.targetDigest ?? null,
    stored,
  }
}

function ruleOf({ threshold, minPassRate, answeredAtLeast }: DiffRule) {
  return {
    threshold: shareValue(threshold),
    minPassRate: minPassRate === undefined ? null : shareValue(minPassRate),
    answeredAtLeast,
  }
}

function scorerTable({ scorers }: DiffPage): string {
  const table = new Table({
    head: ['', 'base', 'head', 'change', 'p adjusted', 'verdict'],
    chars: PLAIN_TABLE,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  })
  for (const scorer of scorers) {
    const { name, base, head, adjustedPValue, verdict } = scorer
    const p = adjustedPValue === null ? '' : Number(adjustedPValue.toPrecision(2)).toString()
    table.push([name, points(base.passRate), points(head.passRate), changeWords(scorer), p, verdict])
  }
  return table.toString()
}

function linesOf({ scorers, slices, notes }: DiffPage): string[] {
  const worse = slices.filter(({ verdict }) => verdict === 'regressed')
  return [
    ...scorers.flatMap((scorer) => [...seenWords(scorer), ...flipLines(scorer)]),
    ...worse.map((slice) => `${slice.name} regressed where ${slice.slice}: ${changeWords(slice)}`),
    ...notes,
  ]
}

function flipLines({ name, lost, gained }: DiffPage['scorers'][number]): string[] {
  const named = (ids: readonly string[]) =>
    `${ids.slice(0, MOST_CASES).join(', ')}${ids.length > MOST_CASES ? ', …' : ''}`
  return [
    ...(lost.length === 0 ? [] : [`${name} lost ${lost.length}: ${named(lost)}`]),
    ...(gained.length === 0 ? [] : [`${name} gained ${gained.length}: ${named(gained)}`]),
  ]
}
