import type { CaseEnding, CaseOutcome } from '../../suite/case-outcomes.ts'
import type { CaseTexts } from '../../suite/case-texts.ts'
import type { PassRow } from '../../suite/pass-table.ts'
import { passes } from '../../suite/passes.ts'
import { formatDuration } from '../format/duration.ts'
import { countOf, formatNumber } from '../format/number.ts'
import { oneLine, visibleText } from '../plain-text.ts'
import type { PageCase, PageEpoch, PageScore, PageSide, PageTurn } from './page-data.ts'
import { cutPageText, expectedTexts, pageText } from './page-text.ts'
import type { RunView, ViewedRun } from './run-view.ts'

/** A judge's reasons are short; what is longer has been written to be in the way. */
const REASON_CAP = 2_000

/** The shown cases of a run with their texts, as the page's script takes them. */
export function pageCases(view: RunView): PageCase[] {
  const { head, base, shown } = view
  const ids = new Set(shown.map(({ caseId }) => caseId))
  const sides = { head: rowsById(head, ids), base: base && rowsById(base, ids) }
  return shown.map((outcome) => pageCase(outcome, sides, view))
}

type RowsById = ReadonlyMap<string, readonly PassRow[]>

function rowsById({ rows }: ViewedRun, ids: ReadonlySet<string>): RowsById {
  return Map.groupBy(
    rows.filter(({ caseId }) => ids.has(caseId)),
    ({ caseId }) => caseId,
  )
}

function pageCase(
  outcome: CaseOutcome,
  rows: { readonly head: RowsById; readonly base: RowsById | null },
  view: RunView,
): PageCase {
  const { caseId, tags, group } = outcome
  const texts = { head: textsOf(view.head, caseId), base: textsOf(view.base, caseId) }
  const asked = texts.head[0] ?? texts.base[0]
  const side = (of: 'head' | 'base') => {
    const ending = outcome[of]
    return ending && pageSide(ending, { texts: texts[of], rows: rows[of]?.get(caseId) ?? [] }, view.scorers)
  }
  const places = (names: readonly string[]) => names.map((name) => view.scorers.indexOf(name))
  const human = view.bodies.get(caseId)?.human
  return {
    id: visibleText(caseId),
    tags: Object.entries(tags).map(([name, value]) => [visibleText(name), visibleText(String(value))]),
    ...(group !== null && { group: oneLine(group, 200) }),
    input: inputTurns(asked, view),
    expected: expectedTexts(asked?.expected, view.cap),
    ...before(outcome, texts.base[0], view.cap),
    ...(human && { human: { ...human, rater: oneLine(human.rater, 80), at: oneLine(human.at, 40) } }),
    lost: places(outcome.lost),
    gained: places(outcome.gained),
    flaky: places(outcome.flaky),
    head: markUnseen(side('head'), texts),
    base: side('base'),
  }
}

/** Answers that only look the same are said to: a scorer may see what a reader does not. */
function markUnseen(
  head: PageSide | null,
  texts: { readonly head: readonly CaseTexts[]; readonly base: readonly CaseTexts[] },
): PageSide | null {
  if (head === null || texts.base.length === 0) return head
  const before = new Map(texts.base.map(({ epoch, output }) => [epoch, output]))
  const epochs = head.epochs.map((each, place): PageEpoch => {
    const [old, now] = [before.get(each.epoch), texts.head[place]?.output]
    if (!old || !now || !each.output || old.text === now.text) return each
    return cutPageText(old).text === each.output.text ? { ...each, differsUnseen: true } : each
  })
  return { ...head, epochs }
}

function textsOf(run: ViewedRun | null, caseId: string): readonly CaseTexts[] {
  return run?.texts.get(caseId) ?? []
}

/** A conversation turn by turn where the dataset has it, together at most as long as the cap. */
function inputTurns(asked: CaseTexts | undefined, { bodies, cap }: RunView): PageTurn[] {
  if (asked === undefined) return []
  const messages = bodies.get(asked.caseId)?.messages
  if (messages === null || messages === undefined) return [cutPageText(asked.input)]
  let left = cap
  return messages.map(({ role, content }) => {
    const turn = { role, ...pageText(content, left) }
    left = Math.max(0, left - content.length)
    return turn
  })
}

function before(
  { isChanged }: CaseOutcome,
  texts: CaseTexts | undefined,
  cap: number,
): Pick<PageCase, 'before'> {
  if (!isChanged || texts === undefined) return {}
  return { before: { input: cutPageText(texts.input), expected: expectedTexts(texts.expected, cap) } }
}

function pageSide(
  { status, passed }: CaseEnding,
  { texts, rows }: { readonly texts: readonly CaseTexts[]; readonly rows: readonly PassRow[] },
  scorers: readonly string[],
): PageSide {
  const byEpoch = new Map(rows.map((row) => [row.epoch ?? 1, row]))
  return { status, passed, epochs: texts.map((each) => pageEpoch(each, byEpoch.get(each.epoch), scorers)) }
}

function pageEpoch(texts: CaseTexts, row: PassRow | undefined, scorers: readonly string[]): PageEpoch {
  const { epoch, output, error, toolCalls, reasons } = texts
  return {
    epoch,
    output: output && cutPageText(output),
    ...(error && { error: { kind: error.kind, message: oneLine(error.message, 600) } }),
    ...(toolCalls !== null && toolCalls !== '[]' && { toolCalls: pageText(indented(toolCalls), 20_000) }),
    scores: scorers.map((name) => pageScore(row, reasons, name)),
    facts: factsOf(texts),
  }
}

function pageScore(row: PassRow | undefined, reasons: CaseTexts['reasons'], name: string): PageScore | null {
  const score = row !== undefined && Object.hasOwn(row.scores, name) ? row.scores[name] : undefined
  const reason = Object.hasOwn(reasons, name) ? reasons[name] : null
  if (score === undefined && !reason) return null
  return {
    value: typeof score === 'object' && score !== null ? score.value : (score ?? null),
    passed: passes(score),
    ...(reason && { reason: pageText(reason, REASON_CAP).text }),
  }
}

function factsOf(texts: CaseTexts): string[] {
  const { model, latencyMs, tokens, costUsd, finishReason, fromCache } = texts
  const told = tokens.input === null && tokens.output === null
  return [
    model && oneLine(model, 80),
    latencyMs === null ? null : formatDuration(latencyMs),
    told ? null : `${countOf(tokens.input ?? 0, 'token')} in, ${tokens.output ?? 0} out`,
    costUsd === null ? null : `$${formatNumber(costUsd)}`,
    finishReason === null || finishReason === 'stop' ? null : `ended by ${oneLine(finishReason, 40)}`,
    fromCache ? 'from the cache' : null,
  ].filter((fact) => fact !== null)
}

/** Whole JSON on lines of its own; what is cut stays as it is. */
function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
