import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { acceptBaseline } from '../../activities/accept-baseline.ts'
import { type Pair, pairsWith } from '../../activities/compare-pairs.ts'
import { compareRecent } from '../../activities/compare-recent.ts'
import { publishJson } from '../../activities/json-file.ts'
import { nightFolder } from '../../activities/night-keys.ts'
import type { Ports } from '../../activities/ports.ts'
import type { RecentSummaries } from '../../activities/summaries-in-lake.ts'
import { FIXED_GRID } from '../../drift/grid.ts'
import { judge } from '../../drift/judge.ts'
import { checksLevel } from '../../drift/levels.ts'
import { mergeAll } from '../../drift/merge.ts'
import { ontoGrid } from '../../drift/onto-grid.ts'
import type { Summary } from '../../drift/summary.ts'
import { seededRandom } from '../../stats/random.ts'
import { categoricalSummary, numericSummary } from '../drift/make-summary.ts'
import { nightsUntil, normal } from '../drift/nights/make-nights.ts'
import { openedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

interface Served {
  readonly night: string
  readonly summaries: ReadonlyMap<string, Summary>
}

/** A night of 400 requests whose latency is `slower` deviations above the usual. */
function served(night: string, slower = 0): Served {
  const random = seededRandom(night)
  const wobble = slower + 0.03 * normal(random)
  const latency = Array.from({ length: 400 }, () => Math.exp(6 + 0.5 * (wobble + normal(random))))
  const model = Array.from({ length: 400 }, () => (random() < 0.3 ? 'a' : 'b'))
  const summaries = [
    ontoGrid(numericSummary(latency), FIXED_GRID),
    categoricalSummary(model, { feature: 'model' }),
  ]
  return { night, summaries: new Map(summaries.map((summary) => [summary.feature, summary])) }
}

/** What tonight is held against, as the lake would give it. */
function amongRecent(nights: readonly Served[], at: number): { recent: RecentSummaries; pairs: Pair[] } {
  const recent = nights.slice(Math.max(0, at - 28), at)
  const pooled = mergeAll(recent.flatMap(({ summaries }) => [...summaries.values()]))
  const byFeature = new Map(pooled.map((summary) => [summary.feature, summary]))
  return {
    recent: { pooled: byFeature, nights: recent, otherLayout: [] },
    pairs: pairsWith(byFeature, [...nights[at]!.summaries.values()]),
  }
}

/** Checks one of the nights, and judges each family. */
async function check(
  ports: Ports,
  nights: readonly Served[],
  { at, revision = 1 }: { at: number; revision?: number },
) {
  const { night } = nights[at]!
  await openedNight(ports.lake, { night, revision })
  const { recent, pairs } = amongRecent(nights, at)
  const folder = nightFolder(night, revision)
  const { comparisons, rankedAmong } = await compareRecent(pairs, { night, folder, recent }, ports)
  return (['live-against-recent', 'slow-drift'] as const).flatMap((family) =>
    judge(
      comparisons.filter((comparison) => comparison.family === family),
      { alpha: checksLevel(family, 12, rankedAmong) },
    ),
  )
}

async function checkAll(t: TestContext, nights: readonly Served[]) {
  const ports = await testPorts(t)
  const judged = []
  for (const at of nights.keys()) judged.push(await check(ports, nights, { at }))
  return { ports, judged }
}

const found = (judged: Awaited<ReturnType<typeof check>>) =>
  judged
    .filter(({ verdict }) => verdict === 'drifted')
    .map((one) => `${one.family} ${one.check} ${one.direction}`)

test('nights that differ as nights do raise nothing, and one that differs more is found', async (t) => {
  const dates = nightsUntil(24)
  const { judged } = await checkAll(
    t,
    dates.map((night, i) => served(night, i === 23 ? 0.6 : 0)),
  )
  assert.deepEqual(judged.slice(0, 23).flatMap(found), [])
  assert.deepEqual(found(judged[23]!), ['live-against-recent latency_ms up'])
  const few = judged[6]!.find(({ check }) => check === 'model')
  assert.equal(few?.rule, 'not judged: 6 earlier nights with enough values, 7 needed')
  assert.equal(judged[13]!.length, 2)
  assert.equal(judged[14]!.length, 4)
})

test('traffic that drifts a little every night is found against the frozen nights, and counted once when run again', async (t) => {
  const dates = nightsUntil(34)
  const nights = dates.map((night, i) => served(night, 0.035 * Math.max(0, i - 13)))
  const { ports, judged } = await checkAll(t, nights)
  assert.ok(judged.slice(0, 16).every((night) => found(night).length === 0))
  assert.ok(found(judged[28]!).includes('slow-drift latency_ms up'))
  const again = await check(ports, nights, { at: 28, revision: 2 })
  assert.deepEqual(again, judged[28])
  const slow = again.find(({ family, check: name }) => family === 'slow-drift' && name === 'latency_ms')
  assert.match(
    slow?.test ?? '',
    /frozen ones, 2026-10-20 to 2026-11-02: evidence [\d.e+]+, a finding from 1\.67 on/,
  )
})

test('an accepted baseline lets fourteen new nights be frozen', async (t) => {
  const nights = nightsUntil(34).map((night) => served(night))
  const ports = await testPorts(t)
  for (let at = 0; at < 18; at += 1) await check(ports, nights, { at })
  await publishJson(ports.lake, `${nightFolder(nights[17]!.night, 1)}/results/run.json`, {
    profile: 'full',
    cases: 1,
  })
  await acceptBaseline({ run: nights[17]!.night, name: 'main', why: 'as it is now', by: 'test' }, ports)
  const since = nights[18]!.night
  let slow = 0
  for (let at = 18; at < 34; at += 1) {
    const frozen = (await check(ports, nights, { at })).find(({ family }) => family === 'slow-drift')
    slow += frozen === undefined ? 0 : 1
    assert.ok(frozen === undefined || frozen.test.includes(`${since} to ${nights[31]!.night}`))
  }
  assert.equal(slow, 2)
})

test('the 77th night is ranked among 76, and a rank can find what is stranger than all of them', async (t) => {
  const nights = nightsUntil(77).map((night, i) => served(night, i === 76 ? 0.6 : 0))
  const ports = await testPorts(t)
  const judged = []
  for (const at of nights.keys()) judged.push(await check(ports, nights, { at }))
  assert.match(judged[75]!.find(({ check }) => check === 'latency_ms')?.test ?? '', /^t-prediction/)
  const found = judged[76]!.find((one) => one.verdict === 'drifted')
  assert.equal(found?.adjustedPValue, 1 / 77)
  assert.equal(found?.alpha, 1 / 77)
  assert.match(found?.test ?? '', /^rank among 76 nights/)
})
