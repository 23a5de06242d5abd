import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netFlipsAtLeast } from '../../../stats/net-flips.ts'
import { seededRandom } from '../../../stats/random.ts'
import { compareRuns } from '../../../suite/compare-runs.ts'
import { confirmBlock } from '../../../suite/gate/confirm.ts'
import { ruleWords } from '../../../suite/gate/gate-rule.ts'
import { leastBeyond, parseShare } from '../../../suite/gate/share.ts'
import type { PassRow } from '../../../suite/pass-table.ts'

const RULE = { threshold: parseShare('0.02', '--threshold'), answeredAtLeast: 0.98 }
const EPOCHS = 5

/** How probable each case passes, in the base and in the head. */
interface Truth {
  readonly base: readonly number[]
  readonly head: readonly number[]
}

/** Every case changes sides alike, so that a share of them differ between two runs of the very same target. */
function flipping(cases: number, flipRate: number): Truth {
  const rates = Array(cases).fill((1 + Math.sqrt(1 - 2 * flipRate)) / 2)
  return { base: rates, head: rates }
}

/** A few cases are coins, which change sides every other time; the others always pass. */
function withCoins(cases: number, flipRate: number): Truth {
  const rates = Array.from({ length: cases }, (_, i) => (i < 2 * flipRate * cases ? 0.5 : 1))
  return { base: rates, head: rates }
}

function drawRun(rates: readonly number[], random: () => number, epoch = 1): PassRow[] {
  return rates.map((rate, i) => ({
    caseId: `c${i}`,
    epoch,
    inputDigest: 'same',
    tags: {},
    status: 'answered',
    scores: { exact: random() < rate ? 1 : 0 },
  }))
}

/** Does the gate block one pull request, by the rule alone and when flips are asked anew? */
function gateOnce(
  truth: Truth,
  random: () => number,
): { readonly rule: boolean; readonly confirmed: boolean } {
  const head = drawRun(truth.head, random)
  const scorer = compareRuns(drawRun(truth.base, random), head).scorers[0]!
  if (ruleWords(scorer, head, RULE).fell === null) return { rule: false, confirmed: false }
  const again = (rates: readonly number[]) =>
    Array.from({ length: EPOCHS }, (_, i) => drawRun(rates, random, i + 1)).flat()
  const fresh = { base: again(truth.base), head: again(truth.head) }
  return { rule: true, confirmed: confirmBlock(scorer, fresh, 1)?.confirmed ?? true }
}

function simulate(truth: Truth, trials: number) {
  const random = seededRandom(`gate ${truth.base.length} ${trials}`)
  const blocked = { rule: 0, confirmed: 0 }
  for (let trial = 0; trial < trials; trial += 1) {
    const { rule, confirmed } = gateOnce(truth, random)
    if (rule) blocked.rule += 1
    if (confirmed) blocked.confirmed += 1
  }
  return { rule: blocked.rule / trials, confirmed: blocked.confirmed / trials }
}

for (const [cases, flipRate, trials] of [
  [100, 0.05, 2000],
  [100, 0.1, 2000],
  [500, 0.1, 600],
] as const) {
  test(`with nothing changed, ${cases} cases and ${100 * flipRate} % flips, the rule blocks as often as is printed, and next to never when flips are asked anew`, () => {
    const printed = netFlipsAtLeast(leastBeyond(cases, RULE.threshold), { n: cases, flipRate })
    const measured = simulate(flipping(cases, flipRate), trials)
    const error = Math.sqrt((printed * (1 - printed)) / trials)
    assert.ok(Math.abs(measured.rule - printed) <= 3 * error, `${measured.rule}, printed ${printed}`)
    assert.ok(measured.confirmed < 0.01, `${measured.confirmed}`)
    assert.ok(simulate(withCoins(cases, flipRate), trials).confirmed < 0.01)
  })
}

test('a drop of 25 always-passing cases of 500, on top of 10 % flips, is still blocked', () => {
  const { base } = withCoins(500, 0.1)
  const head = base.map((rate, i) => (i >= 475 ? 0 : rate))
  const { confirmed } = simulate({ base, head }, 400)
  assert.ok(confirmed >= 0.95, `${confirmed}`)
})
