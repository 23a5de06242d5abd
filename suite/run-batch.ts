import pLimit from 'p-limit'
import { askWithRetries, DEFAULT_RETRY, type RetryPolicy, type Sleep, sleep } from './ask-with-retries.ts'
import type { Case } from './case.ts'
import type { CaseResult } from './case-result.ts'
import type { ScorerSpec } from './config/scorer-spec.ts'
import { OutageWatch } from './outage-watch.ts'
import { createScorers, type Scorer, scoreAnswer } from './scorers/score.ts'
import { type Target, TargetError } from './target.ts'

export interface BatchOptions {
  readonly target: Target
  readonly scorers: readonly ScorerSpec[]
  /** Cases asked at once, at least 1. */
  readonly concurrency: number
  readonly signal: AbortSignal
  /** Told each result as it is there, in order of completion; awaited, so it may write a checkpoint. */
  readonly onResult?: ((result: CaseResult) => void | Promise<void>) | undefined
  /** From 1. */
  readonly epoch?: number
  readonly retry?: RetryPolicy
  /** Cases in a row that nobody answers before the batch gives up; all, in a batch of fewer. */
  readonly giveUpAfter?: number
  /** Stands for the clock in tests. */
  readonly sleep?: Sleep
}

/**
 * Asks a target all cases, at most `concurrency` at once, and scores what comes back.
 * A case that cannot be answered is a result of status `errored`, after retries where they can help.
 *
 * When `giveUpAfter` cases (default 5) in a row end `unreachable` or `unauthorised`, or five and more of them `timeout`
 * before any answer, the other cases would end so too: the batch stops and rejects with that one error. Those cases are not told to `onResult`, so a later attempt
 * asks them again.
 *
 * @returns a result for each case, in the order of the cases
 * @throws TargetError when nobody answers; the signal's reason when aborted (finished cases were told to `onResult`
 *   and cases in flight have ended); ConfigError when two scorers go by one name; what a target throws besides
 */
export async function runBatch(cases: readonly Case[], options: BatchOptions): Promise<CaseResult[]> {
  const scorers = createScorers(options.scorers)
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const watch = new OutageWatch(Math.min(options.giveUpAfter ?? 5, cases.length), options.onResult)
  const limit = pLimit(options.concurrency)
  const runOne = async (item: Case, index: number): Promise<CaseResult> => {
    try {
      signal.throwIfAborted()
      const result = await runCase(item, { ...options, signal, scorers, index })
      await watch.settled(result)
      return result
    } catch (error) {
      stop.abort(error)
      throw error
    }
  }
  const settled = await Promise.allSettled(cases.map((item, index) => limit(runOne, item, index)))
  signal.throwIfAborted()
  await watch.ended()
  return settled.map((one) => (one as PromiseFulfilledResult<CaseResult>).value)
}

interface CaseOptions extends Omit<BatchOptions, 'scorers'> {
  readonly scorers: readonly Scorer[]
  readonly index: number
}

async function runCase(item: Case, options: CaseOptions): Promise<CaseResult> {
  const { target, scorers, signal, epoch = 1 } = options
  const result = { caseId: item.id, epoch }
  try {
    const answer = await askWithRetries(() => target.ask(item, { signal }), {
      signal,
      policy: options.retry ?? DEFAULT_RETRY,
      sleep: options.sleep ?? sleep,
      spread: (options.index * GOLDEN_RATIO) % 1,
    })
    return {
      ...result,
      status: 'answered',
      answer,
      error: null,
      scores: await scoreAnswer(scorers, answer, item),
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof TargetError)) throw error
    return {
      ...result,
      status: 'errored',
      answer: null,
      error: { kind: error.kind, message: error.message },
      scores: {},
    }
  }
}

/** Its multiples, modulo 1, spread evenly however many there are: waits differ between cases, yet not between runs. */
const GOLDEN_RATIO = 0.618_033_988_749_894_9
