import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { diff } from '../../cli/diff.ts'
import { evaluate } from '../../cli/eval.ts'
import type { DiffPage } from '../../report/diff-markdown.ts'
import { ruleWords } from '../../suite/gate/gate-rule.ts'
import { parseShare } from '../../suite/gate/share.ts'
import { GSM8K_PASSES, type Gsm8kModel, gsm8kText, hasGsm8k } from '../suite/gsm8k.ts'
import { recorder } from './recorder.ts'

const DATA = fileURLToPath(new URL('../../../shared/data/gsm8k', import.meta.url))

interface Pair {
  readonly A: Gsm8kModel
  readonly B: Gsm8kModel
  readonly n11: number
  readonly n10: number
  readonly n01: number
  readonly n00: number
  readonly mcnemar_exact_p: number
  readonly newcombe10_ci95: readonly [number, number]
}

const configOf = (model: Gsm8kModel) => `
import { defineConfig, numeric, replay } from 'nightdrift'
export default defineConfig({
  name: 'gsm8k',
  dataset: '${DATA}/cases.jsonl',
  target: replay('${DATA}/outputs_${model}.jsonl'),
  scorers: [numeric({ after: 'A:' })],
})`

test('all six pairs of models, both ways, have their table, exact p, interval and gate', async (t) => {
  if (!hasGsm8k(t)) return
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-diff-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const files = new Map<string, string>()
  for (const model of Object.keys(GSM8K_PASSES) as Gsm8kModel[]) {
    await writeFile(join(folder, `${model}.config.ts`), configOf(model))
    const { terminal, documents } = recorder<{ file: string }>()
    await evaluate({ config: join(folder, `${model}.config.ts`), profile: 'full' }, terminal)
    files.set(model, documents[0]!.file)
  }
  const config = join(folder, '6b_finetuning.config.ts')
  const diffOf = async (base: string, head: string, threshold: string) => {
    const { terminal, documents } = recorder<DiffPage>()
    const runs = { base: files.get(base)!, head: files.get(head)! }
    const code = await diff({ ...runs, config, profile: 'full', threshold }, terminal)
    return { code, page: documents[0]! }
  }
  const { pairs } = JSON.parse(gsm8kText('paired_stats.json')) as { pairs: readonly Pair[] }
  assert.equal(pairs.length, 6)
  for (const pair of pairs) {
    const { A, B, n11, n10, n01, n00 } = pair
    const [forth, back] = [await diffOf(A, B, '0.02'), await diffOf(B, A, '0.05')]
    const [scorer, turned] = [forth.page.scorers[0]!, back.page.scorers[0]!]
    assert.deepEqual(scorer.table, { n11, n10, n01, n00 })
    assert.deepEqual(turned.table, { n11, n10: n01, n01: n10, n00 })
    for (const one of [scorer, turned])
      assert.ok(Math.abs(one.pValue! / pair.mcnemar_exact_p - 1) < 1e-8, `${A} ${B}: ${one.pValue}`)
    const [lower, upper] = pair.newcombe10_ci95
    near(scorer.interval!, { lower: -upper, upper: -lower })
    near(turned.interval!, { lower, upper })
    gateIs(forth, (n10 - n01) / 1319 > 0.02)
    gateIs(back, (n01 - n10) / 1319 > 0.05)
    fallIs(scorer, '0.05', (n10 - n01) / 1319 > 0.05)
    fallIs(turned, '0.02', (n01 - n10) / 1319 > 0.02)
  }
})

function near(actual: { lower: number; upper: number }, expected: { lower: number; upper: number }): void {
  assert.ok(Math.abs(actual.lower - expected.lower) < 1e-10)
  assert.ok(Math.abs(actual.upper - expected.upper) < 1e-10)
}

function gateIs({ code, page }: { readonly code: number; readonly page: DiffPage }, blocked: boolean): void {
  assert.equal(page.gate, blocked ? 'failed' : 'passed')
  assert.equal(code, blocked ? 1 : 0)
}

/** The same rule at another threshold, on the table that was read. */
function fallIs(scorer: DiffPage['scorers'][number], threshold: string, blocked: boolean): void {
  const rule = { threshold: parseShare(threshold, '--threshold'), answeredAtLeast: 0.98 }
  assert.equal(ruleWords(scorer, [], rule).fell !== null, blocked)
}
