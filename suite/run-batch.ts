import { type Ask, askKey } from './ask.ts'
import { askWithRetries, DEFAULT_RETRY, type RetryPolicy, type Sleep, sleep } from './ask-with-retries.ts'
import type { Answer, CaseResult } from './case-result.ts'
import type { ScorerSpec } from './config/scorer-spec.ts'
import type { Embedder } from './embedder.ts'
import type { Judges } from './judge/judge.ts'
import { Spending } from './limits/spending.ts'
import { OutageWatch } from './outage-watch.ts'
import { type CaseOptions, runCase } from './run-case.ts'
import { createScorers } from './scorers/score.ts'
import type { Target } from './target.ts'

/** Does work when there is room for it, in the order in which it was asked to. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>

export interface BatchOptions {
  readonly target: Target
  readonly scorers: readonly ScorerSpec[]
  /** Places for cases under way; batches that share them take them in the order of asking. */
  readonly slots: Slots
  readonly signal: AbortSignal
  /** Told each result as it is there, in order of completion; awaited, so it may write a checkpoint. */
  readonly onResult?: ((result: CaseResult) => void | Promise<void>) | undefined
  readonly retry?: RetryPolicy
  /** Cases in a row that nobody answers before the batch gives up; all, in a batch of fewer. */
  readonly giveUpAfter?: number
  /** Answers from before, by `askKey`: they are scored without asking again. */
  readonly known?: ReadonlyMap<string, Answer>
  /** US dollars that the batch may cost; what it does not reach is skipped. No limit unless given. */
  readonly budgetUsd?: number
  /** The models that judge, for scorers that need one. */
  readonly judges?: Judges
  /** Those of `similar` scorers, by their names. */
  readonly embedders?: ReadonlyMap<string, Embedder>
  /** Stands for the clock in tests. */
  readonly sleep?: Sleep
}

/**
 * Asks a target all of these, as many at once as there are slots, and scores what comes back.
 * A case that cannot be answered is a result of status `errored`, after retries where they can help; one that the budget
 * does not reach is `skipped`.
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
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const watch = new OutageWatch(Math.min(options.giveUpAfter ?? 5, asks.length), options.onResult)
  const call = {
    judges: options.judges ?? new Map(),
    signal,
    retry: options.retry ?? DEFAULT_RETRY,
    sleep: options.sleep ?? sleep,
    spending: new Spending(options.budgetUsd ?? Number.POSITIVE_INFINITY),
  }
  const common = {
    ...call,
    target: options.target,
    asksJudges: call.judges.size > 0,
    scorers: createScorers(options.scorers, {
      judgeOf: (name) => judgeOf(name, call),
      embedderOf: (name) => ({ embedder: given(options.embedders, name), signal }),
    }),
  }
  const runOne = async (ask: Ask, index: number): Promise<CaseResult> => {
    try {
      signal.throwIfAborted()
      const known = options.known?.get(askKey({ caseId: ask.item.id, epoch: ask.epoch })) ?? null
      const result = await runCase(ask, { ...common, known, index })
      await watch.settled(result)
      return result
    } catch (error) {
      stop.abort(error)
      throw error
    }
  }
  const settled = await Promise.allSettled(asks.map((ask, index) => options.slots(() => runOne(ask, index))))
  signal.throwIfAborted()
  await watch.ended()
  return settled.map((one) => (one as PromiseFulfilledResult<CaseResult>).value)
}

function given<T>(models: ReadonlyMap<string, T> | undefined, name: string): T {
  const model = models?.get(name)
  if (model !== undefined) return model
  throw new TypeError(`Cannot score by "${name}": the model that it needs was not given.`)
}

type JudgeCall = Pick<CaseOptions, 'signal' | 'retry' | 'sleep' | 'spending'> & { readonly judges: Judges }

/** How the judge of a scorer is asked: with the same patience as the target, out of the same budget. */
function judgeOf(name: string, { judges, signal, retry, sleep, spending }: JudgeCall) {
  const { criteria, showExpected = true, target } = given(judges, name)
  const ask = async (prompt: string, id: string): Promise<Answer> => {
    const item = { id, input: prompt }
    const { caseTimeoutMs } = target
    const answer = await askWithRetries((time) => target.ask(item, { signal, time }), {
      signal,
      policy: retry,
      sleep,
      spread: 0.5,
      caseTimeoutMs,
    })
    spending.add(answer)
    return answer
  }
  return { criteria, showExpected, ask }
}
