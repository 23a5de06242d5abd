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
  readonly retry?: RetryPolicy
  /** Cases in a row that nobody answers before the batch gives up; all, in a batch of fewer. */
  readonly giveUpAfter?: number
  /** Stands for the clock in tests. */
  readonly sleep?: Sleep
}

/** One question: a case, and the how-manieth time it is asked, from 1. */
export interface Ask {
  readonly item: Case
  readonly epoch: number
}

/** Every case as often as it is to be asked, all epochs of a case in a row. */
export function asksOf(cases: readonly Case[], epochs: number): Ask[] {
  return cases.flatMap((item) => Array.from({ length: epochs }, (_, place) => ({ item, epoch: place + 1 })))
}

/**
 * Asks a target all of these, at most `concurrency` at once, and scores what comes back.
 * A case that cannot be answered is a result of status `errored`, after retries where they can help.
 *
 * When `giveUpAfter` cases (default 5) in a row end `unreachable` or `unauthorised`, or five and more of them `timeout`
 * before any answer, the other cases would end so too: the batch stops and rejects with that one error. Those cases are not told to `onResult`, so a later attempt
 * asks them again.
 *
 * @returns a result for each ask, in their order
 * @throws TargetError when nobody answers; the signal's reason when aborted (finished cases were told to `onResult`
 *   and cases in flight have ended); ConfigError when two scorers go by one name; what a target throws besides
 */
export async function runBatch(asks: readonly Ask[], options: BatchOptions): Promise<CaseResult[]> {
  const scorers = createScorers(options.scorers)
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const watch = new OutageWatch(Math.min(options.giveUpAfter ?? 5, asks.length), options.onResult)
  const limit = pLimit(options.concurrency)
  const runOne = async (ask: Ask, index: number): Promise<CaseResult> => {
    try {
      signal.throwIfAborted()
      const result = await runCase(ask, { ...options, signal, scorers, index })
      await watch.settled(result)
      return result
    } catch (error) {
      stop.abort(error)
      throw error
    }
  }
  const settled = await Promise.allSettled(asks.map((ask, index) => limit(runOne, ask, index)))
  signal.throwIfAborted()
  await watch.ended()
  return settled.map((one) => (one as PromiseFulfilledResult<CaseResult>).value)
}

interface CaseOptions extends Omit<BatchOptions, 'scorers'> {
  readonly scorers: readonly Scorer[]
  readonly index: number
}

async function runCase({ item, epoch }: Ask, options: CaseOptions): Promise<CaseResult> {
  const { target, scorers, signal } = options
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
