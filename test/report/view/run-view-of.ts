import type { RunView, ViewedRun } from '../../../report/view/run-view.ts'
import { caseOutcomes } from '../../../suite/case-outcomes.ts'
import type { CaseBody, CaseTexts } from '../../../suite/case-texts.ts'
import type { PassRow } from '../../../suite/pass-table.ts'
import { sliceRows, slicesOf } from '../../../suite/slices.ts'
import { summariseRun } from '../../../suite/summarise-run.ts'

/** One case of a run for tests; what is left out is ordinary. */
export interface GivenCase {
  readonly id: string
  readonly input?: string
  readonly expected?: unknown
  readonly tags?: Readonly<Record<string, string>>
  readonly group?: string
  /** One an epoch; a text that passes, or more about it. */
  readonly answers: readonly (string | GivenAnswer)[]
}

export interface GivenAnswer {
  readonly output?: string
  readonly passed?: boolean | null
  readonly reason?: string
  readonly error?: { readonly kind: 'timeout'; readonly message: string }
  readonly toolCalls?: string
}

/** A view of these runs, as gathering it from a lake would give it. */
export function runViewOf(
  head: readonly GivenCase[],
  base: readonly GivenCase[] | null = null,
  more: Partial<RunView> = {},
): RunView {
  const [now, before] = [viewedRun('2026-11-22/r1', head), base && viewedRun('2026-11-21/r1', base)]
  const outcomes = caseOutcomes(now, before, ['exact'])
  return {
    suite: 'support-bot',
    head: now,
    base: before,
    scorers: ['exact'],
    outcomes,
    shown: outcomes,
    bodies: new Map<string, CaseBody>(),
    cap: 20_000,
    ...more,
  }
}

function viewedRun(name: string, cases: readonly GivenCase[]): ViewedRun {
  const rows = cases.flatMap((item) =>
    item.answers.map((answer, place) => row(item, answered(answer), place + 1)),
  )
  const texts = cases.flatMap((item) =>
    item.answers.map((answer, place) => caseTexts(item, answered(answer), place + 1)),
  )
  const epochs = Math.max(...cases.map(({ answers }) => answers.length), 1)
  return {
    name,
    summary: {
      ...summariseRun(rows, ['exact']),
      target: 'openai gpt-5-mini',
      profile: 'full',
      ...(epochs > 1 && { epochs, reducer: 'mean' }),
      slices: slicesOf(rows).map((slice) => ({
        name: slice.name,
        scorers: summariseRun(sliceRows(rows, slice), ['exact']).scorers,
      })),
      datasetDigest: 'd',
      configDigest: 'c',
      finishedAt: '2026-11-22T23:00:00.000Z',
    },
    rows,
    reducer: 'mean',
    texts: Map.groupBy(texts, ({ caseId }) => caseId),
  }
}

function answered(answer: string | GivenAnswer): GivenAnswer {
  return typeof answer === 'string' ? { output: answer } : answer
}

function row(
  { id, input = id, expected, tags = {}, group }: GivenCase,
  answer: GivenAnswer,
  epoch: number,
): PassRow {
  const { error, passed = true } = answer
  return {
    caseId: id,
    epoch,
    inputDigest: JSON.stringify([input, expected]),
    tags,
    group: group ?? null,
    status: error === undefined ? 'answered' : 'errored',
    scores: error === undefined ? { exact: { value: passed === null ? null : Number(passed), passed } } : {},
  }
}

function caseTexts({ id, input = id, expected }: GivenCase, answer: GivenAnswer, epoch: number): CaseTexts {
  const { output, error, reason, toolCalls } = answer
  return {
    caseId: id,
    epoch,
    input: { text: input, length: input.length },
    expected,
    output: output === undefined ? null : { text: output, length: output.length },
    toolCalls: toolCalls ?? null,
    model: 'gpt-5-mini',
    finishReason: 'stop',
    latencyMs: 840,
    costUsd: 0.0012,
    tokens: { input: 40, output: 12 },
    fromCache: false,
    error: error ?? null,
    reasons: reason === undefined ? {} : { exact: reason },
  }
}
