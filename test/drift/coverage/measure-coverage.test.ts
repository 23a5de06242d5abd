import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { embedPrompts } from '../../../bench/drift/embed-prompts.ts'
import { mixedPrompt, recordedPrompts } from '../../../bench/drift/prompts.ts'
import { drawSizes } from '../../../drift/coverage/balanced-draws.ts'
import { compareCoverage } from '../../../drift/coverage/compare-coverage.ts'
import { distinctiveWords } from '../../../drift/coverage/distinctive-words.ts'
import { type Coverage, coveredShare, measureCoverage } from '../../../drift/coverage/measure-coverage.ts'
import type { CoverageTexts } from '../../../drift/coverage/texts.ts'
import { uncoveredClusters } from '../../../drift/coverage/uncovered-clusters.ts'
import { judge } from '../../../drift/judge.ts'
import { seededRandom } from '../../../stats/random.ts'
import { shuffled } from '../../../stats/shuffled.ts'
import { hasGsm8k } from '../../suite/gsm8k.ts'

let problems: string[] = []
let instructions: string[] = []

before(() => {
  try {
    problems = shuffled(recordedPrompts('gsm8k'), seededRandom('problems'))
    instructions = shuffled(recordedPrompts('self_instruct'), seededRandom('i1'))
  } catch {
    // The tests that need the recorded prompts are left out, and say so.
  }
})

const mixed = (count: number, seed: string) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => mixedPrompt(random))
}

const share = (coverage: Coverage) => coveredShare(coverage, 0.95).share

test('recorded instructions cover their own kind, a fifth of maths is seen, maths alone is not covered', async (context) => {
  if (!hasGsm8k(context)) return
  const [cases, rest] = [instructions.slice(0, 126), instructions.slice(126)]
  const same = measureCoverage(await embedPrompts(cases, rest), 'same')
  assert.ok(share(same) >= 0.95, `${share(same)}`)
  const fifth = measureCoverage(await embedPrompts(cases, [...rest, ...problems.slice(0, 31)]), 'fifth')
  assert.ok(share(fifth) >= 0.76 && share(fifth) <= 0.9, `${share(fifth)}`)
  const maths = measureCoverage(await embedPrompts(cases, problems.slice(0, 300)), 'maths')
  assert.ok(share(maths) <= 0.2, `${share(maths)}`)
})

for (const [cases, requests] of [
  [60, 300],
  [60, 1000],
  [200, 100],
] as const) {
  test(`${cases} generated prompts against ${requests} requests`, async (context) => {
    if (!hasGsm8k(context)) return
    const suite = mixed(cases, `cases ${cases}`)
    const traffic = mixed(requests, `requests ${requests}`)
    const same = measureCoverage(await embedPrompts(suite, traffic), 'same')
    assert.ok(share(same) >= 0.95, `${share(same)}`)
    const fifth = [...traffic.slice(0, 0.8 * requests), ...problems.slice(0, 0.2 * requests)]
    const some = measureCoverage(await embedPrompts(suite, fifth), 'fifth')
    assert.ok(share(some) >= 0.76 && share(some) <= 0.9, `${share(some)}`)
    const maths = measureCoverage(await embedPrompts(suite, problems.slice(0, 100)), 'maths')
    assert.ok(share(maths) <= 0.2, `${share(maths)}`)
  })
}

test('beside few cases the share hardly hangs on which draws are made', async (context) => {
  if (!hasGsm8k(context)) return
  const texts = await embedPrompts(mixed(60, 'few'), [...mixed(160, 'old'), ...problems.slice(0, 40)])
  const nights = Array.from({ length: 6 }, (_, night) => measureCoverage(texts, `night ${night}`))
  const shares = nights.map(share)
  assert.ok(Math.max(...shares) - Math.min(...shares) < 0.03, shares.join(' '))
  const { uncovered } = nights[0]!
  assert.ok(uncovered.every((one) => one === 0 || one === 1))
  const told = uncovered.reduce((sum, one) => sum + one, 0) / uncovered.length
  assert.ok(
    Math.abs(1 - told - shares[0]!) < 0.01,
    'the share is that of the requests that are told as covered',
  )
})

test('unlike traffic is a finding whose groups are named; unchanged traffic is none', async (context) => {
  if (!hasGsm8k(context)) return
  const suite = mixed(120, 'suite')
  const traffic = [...mixed(160, 'old'), ...problems.slice(0, 40)]
  const texts = await embedPrompts(suite, traffic)
  const coverage = measureCoverage(texts, 'night')
  const n = { reference: 120, current: 200, units: 200 }
  const options = {
    n,
    missing: { reference: 0, current: 0 },
    level: 0.99,
    minimumEffect: 0.1,
    clusteredBy: null,
  }
  const [found] = judge([compareCoverage(coverage, options)], { alpha: 0.01, wholeInterval: true })
  assert.equal(found?.verdict, 'drifted', found?.rule)
  const failed = Float64Array.from(traffic, (_, i) => (i < 160 ? Number.NaN : i % 2))
  const clusters = uncoveredClusters(texts, { uncovered: coverage.uncovered, failed, seed: 'night' })
  const requests = clusters.flatMap((cluster) => cluster.requests)
  assert.ok(requests.filter((request) => request >= 160).length > 0.9 * requests.length)
  const told = clusters.reduce((sum, cluster) => sum + cluster.share, 0)
  assert.ok(told > 0.17 && told < 0.21, `${told}`)
  const [first] = clusters
  const failing = clusters.reduce((sum, cluster) => sum + cluster.share * (cluster.failing ?? 0), 0)
  assert.ok(failing > 0.06 && failing < 0.14, `every second problem fails: ${failing}`)
  const own = new Set(first?.requests)
  const words = distinctiveWords(
    traffic.filter((_, i) => own.has(i)),
    [...suite, ...traffic.filter((_, i) => !own.has(i))],
    6,
  )
  assert.ok(
    words.some((word) => ['many', 'much', 'each', 'total', 'number'].includes(word)),
    words.join(' '),
  )
  const same = measureCoverage(await embedPrompts(suite, mixed(200, 'same')), 'night')
  assert.equal(
    judge([compareCoverage(same, options)], { alpha: 0.01, wholeInterval: true })[0]?.verdict,
    'same',
  )
  assert.deepEqual(
    measureCoverage(texts, 'night').uncovered,
    coverage.uncovered,
    'the same for the same seed',
  )
})

test('too few cases are no verdict', () => {
  const n = { reference: 30, current: 400, units: 400 }
  const options = {
    n,
    missing: { reference: 0, current: 2 },
    level: 0.99,
    minimumEffect: 0.1,
    clusteredBy: null,
  }
  const [found] = judge([compareCoverage(null, options)], { alpha: 0.01, wholeInterval: true })
  assert.equal(found?.verdict, 'insufficient-data')
  assert.equal(found?.rule, 'not judged: 30 values on the smaller side, 50 needed')
})

test('what many users ask is uncovered, what one asks again and again is one voice', async () => {
  const suite = mixed(80, 'suite')
  const router = Array.from({ length: 60 }, (_, i) => `reboot the router in hall ${i} at once, hall ${i}!`)
  const many = await embedPrompts(suite, [...mixed(120, 'others'), ...router])
  const one = { ...many, units: many.units.map((unit) => Math.min(unit, 120)) }
  assert.ok(share(measureCoverage(many, 'night')) < 0.75)
  const single = measureCoverage(one, 'night')
  assert.ok(single.test.pValue > 0.05, `p ${single.test.pValue}`)
})

test('requests that the log kept seldom count for those it did not keep', async (context) => {
  if (!hasGsm8k(context)) return
  const texts = await embedPrompts(mixed(100, 'suite'), [...mixed(200, 'kept'), ...problems.slice(0, 50)])
  // Of the instructions every one was kept, of the problems one in eight: 400 of 600 requests are problems.
  const weights = texts.weights.map((_, i) => (i < 200 ? 1 : 8))
  const sampled: CoverageTexts = { ...texts, weights }
  const found = share(measureCoverage(sampled, 'night'))
  assert.ok(found > 0.25 && found < 0.45, `${found}`)
})

test('where a few requests stand for nearly all traffic, there is too little to draw', async () => {
  const texts = await embedPrompts(mixed(60, 'suite'), mixed(80, 'kept'))
  assert.deepEqual(drawSizes(texts), { cases: 60, requests: 80 })
  const weights = texts.weights.map((_, i) => (i === 0 ? 1e6 : 1))
  assert.deepEqual(drawSizes({ ...texts, weights }), { cases: 1, requests: 1 })
  const units = texts.units.map((unit) => unit % 7)
  assert.deepEqual(drawSizes({ ...texts, units }), { cases: 7, requests: 7 })
})

test('words name a few texts among others', () => {
  const bikes = ['rent a cargo bike', 'cargo bike please', 'is a cargo trike free']
  assert.deepEqual(
    distinctiveWords(bikes, ['cancel my trip', 'trip cost', 'my bill is wrong', 'free me'], 2),
    ['cargo'],
  )
  assert.deepEqual(distinctiveWords([], ['cancel my trip'], 3), [])
})
