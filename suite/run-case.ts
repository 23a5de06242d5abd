import type { Ask } from './ask.ts'
import { askWithRetries, type RetryPolicy, type Sleep } from './ask-with-retries.ts'
import type { Answer, CaseResult } from './case-result.ts'
import type { Spending } from './limits/spending.ts'
import { type Scorer, scoreAnswer } from './scorers/score.ts'
import { type Target, TargetError } from './target.ts'

export interface CaseOptions {
  readonly target: Target
  readonly scorers: readonly Scorer[]
  readonly signal: AbortSignal
  readonly retry: RetryPolicy
  readonly sleep: Sleep
  readonly spending: Spending
  /** Whether scoring asks models, and so costs money for an answer from before, too. */
  readonly asksJudges: boolean
  /** An answer from before, which is scored without asking again. */
  readonly known: Answer | null
  /** Place in the batch. */
  readonly index: number
}

/**
 * Asks a target one case and scores what comes back. A case that cannot be answered is a result of status `errored`,
 * after retries where they can help; one that the budget does not reach is `skipped`.
 *
 * @throws the signal's reason when aborted; what a target throws besides TargetError
 */
export async function runCase(ask: Ask, options: CaseOptions): Promise<CaseResult> {
  const { known, spending, asksJudges } = options
  if (known !== null && !asksJudges) return askAndScore(ask, options)
  const result = await spending.within(() => askAndScore(ask, options))
  return result ?? { caseId: ask.item.id, epoch: ask.epoch, ...SKIPPED }
}

async function askAndScore({ item, epoch }: Ask, options: CaseOptions): Promise<CaseResult> {
  const { known, signal, spending } = options
  const result = { caseId: item.id, epoch }
  try {
    signal.throwIfAborted()
    const answer = known ?? (await askTarget({ item, epoch }, options))
    if (known === null) spending.add(answer)
    const scores = await scoreAnswer(options.scorers, answer, item)
    return { ...result, status: 'answered', answer, error: null, scores }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof TargetError)) throw error
    const { kind, message } = error
    return { ...result, status: 'errored', answer: null, error: { kind, message }, scores: {} }
  }
}

const SKIPPED = {
  status: 'skipped',
  answer: null,
  error: { kind: 'over-budget', message: 'Not asked: the budget of the run is spent (`budgetUsd`).' },
  scores: {},
} as const

function askTarget({ item }: Ask, { target, signal, retry, sleep, index }: CaseOptions): Promise<Answer> {
  return askWithRetries((time) => target.ask(item, { signal, time }), {
    signal,
    caseTimeoutMs: target.caseTimeoutMs,
    policy: retry,
    sleep,
    spread: (index * GOLDEN_RATIO) % 1,
  })
}

/** Its multiples, modulo 1, spread evenly however many there are: waits differ between cases, yet not between runs. */
const GOLDEN_RATIO = 0.618_033_988_749_894_9
