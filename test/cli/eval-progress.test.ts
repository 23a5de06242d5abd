import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EvalProgress } from '../../cli/eval-progress.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { answerOf } from '../suite/scorers/answers.ts'

const answered = (value: number, more: object = {}): CaseResult => ({
  caseId: 'a',
  epoch: 1,
  status: 'answered',
  answer: answerOf('x', { tokens: { input: 900, output: 100 }, costUsd: 0.01, ...more }),
  error: null,
  scores: { exact: { value } },
})
const TIMEOUT: CaseResult = {
  ...answered(1),
  status: 'errored',
  answer: null,
  error: { kind: 'timeout', message: 'none' },
  scores: {},
}

function watched(live: boolean) {
  let now = 0
  const said: string[] = []
  const nothing = () => undefined
  const say = (line: string) => said.push(line)
  const terminal = { json: false, live, result: nothing, document: nothing, progress: say, status: say }
  const progress = new EvalProgress(terminal, 100, () => now)
  const add = (result: CaseResult, ms: number) => {
    now += ms
    progress.add(result)
  }
  return { add, said, progress }
}

test('a screen shows done, passed, failed, errors by kind, tokens, cost, rate and time left', () => {
  const { add, said } = watched(true)
  for (let count = 0; count < 15; count += 1) add(answered(count % 5 === 0 ? 0 : 1), 100)
  add(TIMEOUT, 100)
  add(answered(1, { fromCache: true }), 100)
  assert.equal(
    said.at(-1),
    '  … 17/100 · 9 s left · 13 passed, 3 failed · $0.1500 · 1 timeout · 15k tokens · 10/s',
  )
})

test('where there is no screen, a plain line comes every ten seconds', () => {
  const { add, said } = watched(false)
  for (let count = 0; count < 100; count += 1) add(answered(1), 250)
  assert.equal(said.length, 2)
  assert.match(
    said[0]!,
    /^ {2}… 40\/100 · 15 s left · 40 passed, 0 failed · \$0\.4000 · 40k tokens · 4\.0\/s$/,
  )
})
