import assert from 'node:assert/strict'
import { test } from 'node:test'
import pLimit from 'p-limit'
import { createTarget } from '../../adapters/models/create-target.ts'
import { asksOf } from '../../suite/ask.ts'
import { inputDigest } from '../../suite/case-digest.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { compareRuns } from '../../suite/compare-runs.ts'
import { scorerSpec } from '../../suite/config/scorer-spec.ts'
import { targetSpec } from '../../suite/config/target-spec.ts'
import { replay } from '../../suite/config/targets/replay.ts'
import { numeric } from '../../suite/config/text-scorers.ts'
import type { PassRow } from '../../suite/pass-table.ts'
import { runBatch } from '../../suite/run-batch.ts'
import { summariseRun } from '../../suite/summarise-run.ts'
import {
  GSM8K_FOLDER,
  GSM8K_PASSES,
  type Gsm8kModel,
  gsm8kCases,
  gsm8kLabels,
  gsm8kText,
  hasGsm8k,
} from './gsm8k.ts'

const models = Object.keys(GSM8K_PASSES) as Gsm8kModel[]

async function runModel(model: Gsm8kModel): Promise<CaseResult[]> {
  const spec = targetSpec.parse(replay({ path: `outputs_${model}.jsonl`, model }))
  return await runBatch(asksOf(gsm8kCases(), 1), {
    target: await createTarget(spec, {
      folder: GSM8K_FOLDER,
      env: {},
      readFile: async (path) => gsm8kText(path),
    }),
    scorers: [scorerSpec.parse(numeric({ after: 'A:' }))],
    slots: pLimit(1),
    signal: new AbortController().signal,
  })
}

function passTable(results: readonly CaseResult[]): PassRow[] {
  const cases = new Map(gsm8kCases().map((item) => [item.id, item]))
  return results.map(({ caseId, epoch, status, scores }) => {
    const item = cases.get(caseId)
    assert.ok(item)
    return {
      caseId,
      epoch,
      status,
      inputDigest: inputDigest(item),
      tags: {},
      scores: { numeric: scores.numeric?.value ?? null },
    }
  })
}

test('the recorded GSM8K outputs are scored as their published labels say, all 5,276 of them', async (context) => {
  if (!hasGsm8k(context)) return
  for (const model of models) {
    const results = await runModel(model)
    const labels = gsm8kLabels(model)
    const wrong = results.filter(
      (result) => (result.scores.numeric?.value === 1) !== labels.get(result.caseId),
    )
    assert.deepEqual(wrong, [])
    const summary = summariseRun(results, ['numeric'])
    assert.deepEqual(summary.counts, { scored: 1319, errored: 0, unscored: 0, skipped: 0 })
    assert.equal(summary.scorers[0]?.passed, GSM8K_PASSES[model])
    assert.equal(summary.scorers[0]?.n, 1319)
  }
})

test('the paired tables of the recorded runs are those of the reference', async (context) => {
  if (!hasGsm8k(context)) return
  const runs = new Map<string, PassRow[]>()
  for (const model of models) runs.set(model, passTable(await runModel(model)))
  const { pairs } = JSON.parse(gsm8kText('paired_stats.json')) as {
    pairs: { A: string; B: string; n11: number; n10: number; n01: number; n00: number }[]
  }
  assert.equal(pairs.length, 6)
  for (const { A, B, n11, n10, n01, n00 } of pairs) {
    const compared = compareRuns(runs.get(A) ?? [], runs.get(B) ?? [])
    assert.deepEqual(compared.scorers[0]?.table, { n11, n10, n01, n00 })
    assert.deepEqual([compared.scorers[0]?.lost.length, compared.scorers[0]?.gained.length], [n10, n01])
    assert.deepEqual(compared.cases, {
      both: 1319,
      onlyBase: 0,
      onlyHead: 0,
      changed: 0,
      errored: 0,
      unscored: 0,
    })
  }
})
