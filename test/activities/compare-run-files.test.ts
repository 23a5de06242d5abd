import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareRunFiles } from '../../activities/compare-run-files.ts'
import type { FoundRun } from '../../activities/find-run.ts'
import type { Lake } from '../../activities/ports.ts'
import { passTableOf, publishResults } from '../../activities/results-in-lake.ts'
import type { RunSummary } from '../../activities/run-summary.ts'
import { seededRandom } from '../../stats/random.ts'
import type { Case } from '../../suite/case.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { compareRuns } from '../../suite/compare-runs.ts'
import type { ComparedRuns } from '../../suite/compared-runs.ts'
import { reduceRows } from '../../suite/epochs/reduce-rows.ts'
import { sliceRows, slicesOf } from '../../suite/slices.ts'
import { testPorts } from './ports.ts'

const ANSWER = { output: 'x', model: null, finishReason: null, latencyMs: null, tokens: null, costUsd: null }
const BATCH = 25

test('two runs are compared from their files as they are when both are held', async (t) => {
  const { lake } = await testPorts(t)
  for (const [seed, epochs] of [
    ['plain', 1],
    ['epochs', 3],
  ] as const) {
    const base = await drawRun(lake, `runs/${seed}-base`, epochs)
    const head = await drawRun(lake, `runs/${seed}-head`, epochs)
    const streamed = await compareRunFiles({ base, head })
    const [before, after] = [await rowsOf(base), await rowsOf(head)]
    const whole = withoutChanges(compareRuns(before, after))
    assert.deepEqual(streamed.whole, whole)
    assert.ok(whole.cases.both > 50 && whole.cases.changed > 0)
    const slices = slicesOf(after)
    assert.equal(slices.length, 3)
    const held = slices.map((slice) => ({
      slice,
      compared: withoutChanges(compareRuns(sliceRows(before, slice), sliceRows(after, slice))),
    }))
    assert.deepEqual(streamed.slices, held)
    assert.deepEqual([...streamed.scorerNames.head], ['exact', 'likeness'])
  }
})

test('runs of which one has no case, or both have none, compare to nothing', async (t) => {
  const { lake } = await testPorts(t)
  const run = await drawRun(lake, 'runs/some', 1)
  const none = { ...run, folder: 'runs/none' }
  const { whole } = await compareRunFiles({ base: none, head: run })
  assert.equal(whole.cases.onlyHead, (await rowsOf(run)).length)
  assert.deepEqual((await compareRunFiles({ base: none, head: none })).whole.scorers, [])
})

/** By how much values changed is for gates alone. */
function withoutChanges({ cases, scorers }: ComparedRuns): ComparedRuns {
  return { cases, scorers: scorers.map(({ valueChanges: _, ...scorer }) => scorer) }
}

async function rowsOf({ lake, folder }: FoundRun) {
  return reduceRows(await passTableOf(lake, folder), 'mean')
}

/** A run over most of 100 cases, in batches, with errors, edits, missing scores, groups, and a tag that names cases. */
async function drawRun(lake: Lake, folder: string, epochs: number): Promise<FoundRun> {
  const random = seededRandom(folder)
  const cases = Array.from({ length: 100 }, (_, i) => drawCase(i, random)).filter(() => random() < 0.9)
  for (let start = 0; start < cases.length; start += BATCH) {
    const some = cases.slice(start, start + BATCH)
    const results = some.flatMap(({ id }) =>
      Array.from({ length: epochs }, (_, epoch) => drawResult(id, epoch + 1, random)),
    )
    await publishResults(
      { results, cases: some, key: `${folder}/results/batch-${1000 - start}.parquet` },
      lake,
    )
  }
  return { lake, folder, summary: { reducer: 'mean', cases: cases.length } as RunSummary }
}

function drawCase(index: number, random: () => number): Case {
  const intent = ['refund', 'delivery', 'ünïcode'][index % 3] ?? ''
  return {
    id: `case-${index}${index % 7 === 0 ? '\u{1F6B2}' : '\uFF5E'}`,
    input: random() < 0.1 ? `edited ${random()}` : `ask ${index}`,
    tags: { intent, number: index, name: `n${index}` },
    ...(index % 4 === 0 ? { group: `g${index % 12}` } : {}),
  }
}

function drawResult(caseId: string, epoch: number, random: () => number): CaseResult {
  if (random() < 0.05)
    return {
      ...{ caseId, epoch, status: 'errored', answer: null, scores: {} },
      error: { kind: 'timeout', message: 'too late' },
    }
  const exact = { value: random() < 0.1 ? null : Math.round(random()) }
  const scores = { exact, likeness: { value: random(), passed: random() < 0.7 } }
  return { caseId, epoch, status: 'answered', answer: ANSWER, error: null, scores }
}
