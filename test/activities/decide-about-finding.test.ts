import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { acceptFinding, muteFinding, withdrawDecision } from '../../activities/decide-about-finding.ts'
import { decisionsOn } from '../../activities/decisions-in-lake.ts'
import { explainFinding } from '../../activities/explain-finding.ts'
import { publishJson } from '../../activities/json-file.ts'
import { listFindings } from '../../activities/list-findings.ts'
import { trafficSummaryKey } from '../../activities/traffic-summary.ts'
import { explainLines } from '../../cli/explain-lines.ts'
import type { JudgedComparison } from '../../drift/comparison.ts'
import { drifted, effect, regression } from '../drift/make-comparison.ts'
import { comparedNight, endedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

const MEANT = { by: 'ana', why: 'a larger model' }

/** A lake with these nights; every look at the clock is a second later. */
async function lakeWith(t: TestContext, nights: Readonly<Record<string, readonly JudgedComparison[]>>) {
  let second = 0
  const ports = await testPorts(t, { now: () => new Date(Date.UTC(2026, 10, 23, 9, 0, second++)) })
  for (const [night, comparisons] of Object.entries(nights)) {
    await comparedNight(ports.lake, `nights/${night}/r1`, { comparisons })
    await endedNight(ports.lake, { night, outcome: 'complete' })
  }
  const list = (all = false) => listFindings(null, { all }, ports.lake)
  const id = (await list()).findings[0]?.id ?? ''
  return { ports, list, id }
}

test('findings are listed with the first of the nights in a row that tell of them', async (t) => {
  const { list } = await lakeWith(t, {
    '2026-11-18': [drifted()],
    '2026-11-19': [],
    '2026-11-20': [drifted()],
    '2026-11-21': [drifted()],
    '2026-11-22': [drifted(), regression()],
  })
  const { night, findings } = await list()
  assert.equal(night, '2026-11-22')
  assert.deepEqual(
    findings.map(({ check, since, state }) => [check, since, state]),
    [
      ['quality.contains', '2026-11-22', 'open'],
      ['latency_ms', '2026-11-20', 'open'],
    ],
  )
})

test('accepting keeps the size of each slice, who and why, and can be taken back', async (t) => {
  const slice = drifted({ slice: 'intent=refund', effect: effect(-0.6), verdict: 'same' })
  const { ports, list, id } = await lakeWith(t, { '2026-11-22': [drifted(), slice] })
  const accepted = await acceptFinding({ ...MEANT, id: id.slice(0, 6), growth: null }, ports)
  assert.deepEqual(accepted.sizes, { all: 0.4, 'intent=refund': 0.6 })
  assert.equal(accepted.growth, 0.1)
  assert.deepEqual((await decisionsOn(ports.lake, '2026-11-23')).acceptances, [accepted])
  const pending = 'accepted from the next night on, until it grows by 0.1, ana: a larger model'
  for (const all of [false, true])
    assert.deepEqual(
      (await list(all)).findings.map(({ state, decision }) => [state, decision]),
      [['open', pending]],
    )
  await withdrawDecision({ id, by: 'ben', why: 'it was not meant' }, ports)
  assert.deepEqual((await decisionsOn(ports.lake, '2026-11-23')).acceptances, [])
  await assert.rejects(withdrawDecision({ id, by: 'ben', why: 'again' }, ports), /none holds/)
})

test('an accepted gap is listed since the night that found it, and once', async (t) => {
  const { ports, list, id } = await lakeWith(t, {
    '2026-11-13': [],
    '2026-11-14': [drifted()],
    '2026-11-15': [drifted()],
  })
  await acceptFinding({ ...MEANT, id, growth: null }, ports)
  const night = async (date: string, given: Partial<JudgedComparison>) => {
    await comparedNight(ports.lake, `nights/${date}/r1`, { comparisons: [drifted(given)] })
    await endedNight(ports.lake, { night: date, outcome: 'complete', finishedAt: '2026-11-24T03:10:00.000Z' })
    return (await list(true)).findings.map(({ state, since, decision }) => [state, since, decision])
  }
  const words = 'until it grows by 0.1, ana: a larger model'
  assert.deepEqual(await night('2026-11-16', { verdict: 'accepted' }), [['accepted', '2026-11-14', words]])
  assert.deepEqual(await night('2026-11-17', { verdict: 'same', effect: effect(0) }), [
    ['accepted', '2026-11-14', words],
  ])
  assert.deepEqual(await night('2026-11-18', { effect: effect(-0.7) }), [
    ['open', '2026-11-18', `accepted ${words}; it has grown beyond that`],
  ])
})

test('a gap that is accepted against other nights is not said to have grown', async (t) => {
  const { ports, list, id } = await lakeWith(t, { '2026-11-15': [drifted()] })
  await acceptFinding({ ...MEANT, id, growth: null }, ports)
  const night = async (
    date: string,
    slow: Partial<JudgedComparison>,
    recent: Partial<JudgedComparison> = {},
  ) => {
    const comparisons = [
      drifted({ verdict: 'accepted', ...recent }),
      drifted({ family: 'slow-drift', ...slow }),
    ]
    const families = ['live-against-recent', 'slow-drift'] as const
    const place = { fingerprint: id, check: 'latency_ms', slice: 'all', direction: 'up', families } as const
    const left = {
      ...place,
      standing: 'beyond',
      toldOn: '2026-11-15',
      title: 'Latency',
      rule: 'a rule',
    } as const
    const earlier = slow.verdict === 'same' ? [left] : []
    await comparedNight(ports.lake, `nights/${date}/r1`, { comparisons, earlier })
    await endedNight(ports.lake, { night: date, outcome: 'complete', finishedAt: '2026-11-24T03:10:00.000Z' })
    return (await list()).findings.map(({ state, decision }) => [state, decision])
  }
  const words = 'accepted against the recent nights only, until it grows by 0.1, ana: a larger model'
  assert.deepEqual(await night('2026-11-16', {}), [['open', words]])
  assert.deepEqual(await night('2026-11-17', { verdict: 'same' }), [['beyond', words]])
  const within = { verdict: 'same', effect: effect(-0.05) } as const
  assert.deepEqual(await night('2026-11-18', { verdict: 'same' }, within), [['beyond', words]])
})

test('what is muted and still beyond its minimum is listed with all, and told of to who asks for that night', async (t) => {
  const { ports, list, id } = await lakeWith(t, { '2026-11-21': [drifted()] })
  await muteFinding({ ...MEANT, id, until: '2026-12-05' }, ports)
  const place = {
    fingerprint: id,
    check: 'latency_ms',
    slice: 'all',
    direction: 'up',
    families: null,
  } as const
  const left = {
    ...place,
    standing: 'beyond',
    toldOn: '2026-11-21',
    title: 'Latency',
    rule: 'r',
    muted: true,
  } as const
  await comparedNight(ports.lake, 'nights/2026-11-22/r1', {
    comparisons: [drifted({ verdict: 'same' })],
    earlier: [left],
  })
  await endedNight(ports.lake, { night: '2026-11-22', outcome: 'complete' })
  assert.deepEqual((await list()).findings, [])
  const told = (await list(true)).findings.map(({ state, since, decision }) => [state, since, decision])
  assert.deepEqual(told, [['muted', '2026-11-21', 'until 2026-12-05, ana: a larger model']])
  await assert.rejects(
    explainFinding({ id, night: '2026-11-22' }, ports),
    /on night 2026-11-22: it was no finding there, only still beyond its minimum\. .*--night 2026-11-21/,
  )
})

test('a finding that two comparisons tell can be accepted: against what is told first', async (t) => {
  const offline = drifted({ family: 'live-against-offline', effect: effect(-0.3) })
  const { ports, id } = await lakeWith(t, { '2026-11-15': [offline, drifted()] })
  assert.equal((await acceptFinding({ ...MEANT, id, growth: null }, ports)).family, 'live-against-recent')
})

test('a mute needs a day that is not past, and runs out', async (t) => {
  const { ports, id } = await lakeWith(t, { '2026-11-22': [drifted()] })
  await assert.rejects(muteFinding({ ...MEANT, id, until: '2026-11-22' }, ports), /that day is past/)
  await muteFinding({ ...MEANT, id, until: '2026-11-30' }, ports)
  assert.equal((await decisionsOn(ports.lake, '2026-11-30')).mutes.size, 1)
  assert.equal((await decisionsOn(ports.lake, '2026-12-01')).mutes.size, 0)
})

test('what cannot be decided says why and what to do', async (t) => {
  const { ports, id } = await lakeWith(t, { '2026-11-22': [regression()] })
  const accept = (given: object) => acceptFinding({ ...MEANT, id, growth: null, ...given }, ports)
  await assert.rejects(accept({}), /accept-baseline 2026-11-22/)
  await assert.rejects(accept({ id: '../../x' }), /expected its id, 4 to 16 hex digits/)
  await assert.rejects(accept({ id: '00000000' }), /tell of none whose id begins so/)
  await assert.rejects(muteFinding({ id, by: 'a', why: ' ', until: '2026-12-01' }, ports), /without a reason/)
})

test('a finding is explained from its data to the rule, with the checks that shared its level', async (t) => {
  const others = [0.2, 0.4].map((pValue, i) =>
    drifted({ check: `own.${i}`, pValue, adjustedPValue: 0.4, verdict: 'same', effect: effect(0) }),
  )
  const alpha = 0.4 * 0.75 * (12 / 365)
  const texts = drifted({ check: 'topics', type: 'text', pValue: 1e-9 })
  const outgrown = drifted({ check: 'own.2', rule: 'total variation 0.3 > accepted limit 0.2' })
  const night = [drifted({ alpha }), ...others, texts, outgrown]
  const { ports, id } = await lakeWith(t, { '2026-11-22': night })
  const explained = await explainFinding({ id, night: null }, ports)
  assert.equal(explained.correction.checks, 3)
  assert.equal(explained.correction.rank, 1)
  assert.deepEqual(explained.data.reference.values, 1000)
  const text = explainLines(explained, ports.lake.location).join('\n')
  assert.match(text, /Of 3 checks over everything its p-value is number 1/)
  assert.match(
    text,
    /12 false alarms a year are 0\.033 a night × 0\.4 for this family × 0\.75 for checks beside texts/,
  )
  assert.match(text, /current {4}0 requests of 2026-11-22/)
  assert.match(text, /traffic\/date=2026-11-22\/\*\.parquet/)
  assert.match(text, /Rule\n {2}of the test/)
})

test('a finding about texts is explained by the samples that hold them, and how much was drawn', async (t) => {
  const n = { reference: 300, current: 2000 }
  const { ports, id } = await lakeWith(t, { '2026-11-22': [drifted({ check: 'topics', type: 'text', n })] })
  const counts = { files: 3, quarantined: 0, duplicates: 0, leftOut: 0 }
  const rest = { unreadable: [], featureFailures: {}, embedderFaults: [], changed: [] }
  const summary = { records: 14730, ...counts, ...rest }
  await publishJson(ports.lake, trafficSummaryKey('nights/2026-11-22/r1'), summary)
  const { data } = await explainFinding({ id, night: null }, ports)
  assert.equal(
    data.current.what.replaceAll('\u202f', ','),
    '2,000 of 14,730 requests of 2026-11-22, drawn by chance',
  )
  assert.deepEqual(data.current.files, ['nights/2026-11-22/r1/sample.parquet'])
  assert.deepEqual(data.reference.files, ['nights/*/r*/sample.parquet'])
})

test('while ranks among few nights need more of the level, an explanation says so of either part', async (t) => {
  const explainedAt = async (comparison: JudgedComparison) => {
    const { ports, id } = await lakeWith(t, { '2026-11-22': [comparison] })
    return explainLines(await explainFinding({ id, night: null }, ports), '').join('\n')
  }
  const whole = 0.4 * (12 / 365)
  assert.match(
    await explainedAt(drifted({ alpha: 1 / 80 })),
    /held against 0\.013: .* × 0\.4 for this family, of which checks beside texts have 1\/80, which ranks among 79 nights need/,
  )
  assert.match(
    await explainedAt(drifted({ type: 'text', alpha: whole - 1 / 80 })),
    /× 0\.4 for this family, less 1\/80, which ranks among 79 nights need/,
  )
})
