import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldTopics } from '../../activities/fold-topics.ts'
import { decide } from '../../drift/decide.ts'
import type { Finding } from '../../drift/finding.ts'
import type { ComparedTopics } from '../../drift/topics/compare-topics.ts'
import { tellTopics } from '../../drift/topics/tell-topics.ts'
import { comparison, drifted, effect } from '../drift/make-comparison.ts'
import { testPorts } from './ports.ts'

const texts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => ({
    id: `${from + place}`,
    text: null,
    embedding: null,
    unit: null,
  }))

/** The first 20 of 100 requests are the topic, and vouchers are gone beside it. */
const topics: ComparedTopics = {
  comparison: comparison(),
  typical: [],
  looked: texts(0, 100),
  members: texts(0, 20),
  clusters: [
    {
      change: 'vanished',
      reference: 0.1,
      current: 0,
      adjustedPValue: 0.001,
      words: ['voucher'],
      typical: [],
    },
  ],
  words: { new: [], gone: [] },
}

/** A finding of coverage and one of the topic, as a night decides them. */
function findings() {
  const family = 'live-against-offline' as const
  const shares = [{ name: '“cargo”', reference: 0, current: 0.2 }]
  const topic = drifted({
    family,
    check: 'topics',
    type: 'text',
    effect: effect(0.2, 'topicShare'),
    minimumEffect: 0.02,
    distribution: { kind: 'categorical', categories: shares },
  })
  const coverage = drifted({ family, check: 'coverage', type: 'text', effect: effect(0.2, 'uncoveredShare') })
  return decide([topic, coverage], { suite: 's', night: '2026-11-22' }).map((each) =>
    tellTopics(each, topics),
  )
}

const place = async (t: Parameters<typeof testPorts>[0]) => ({
  night: '2026-11-22',
  folder: 'nights/2026-11-22/r1',
  ports: await testPorts(t, {}),
})

test('a topic that no case covers is told by coverage, with what changed beside it', async (t) => {
  const inputs = {
    topics: new Map([['live-against-offline', topics] as const]),
    uncovered: new Set(topics.members.map(({ id }) => id)),
    quiet: [],
    muted: new Set<string>(),
  }
  const { told, facts } = await foldTopics(findings(), inputs, await place(t))
  assert.deepEqual(facts, [])
  assert.deepEqual(
    told.map(({ comparison: { check } }) => check),
    ['coverage'],
  )
  assert.deepEqual(told[0]?.where, [
    'The inputs show it too, against the offline cases: “cargo”',
    '“voucher”: vanished, 10.0 % → 0.0 %',
  ])
})

test('a gap that was accepted goes on explaining its topic, as a fact', async (t) => {
  const [topic, coverage] = findings().sort((a, b) => (a.comparison.check > b.comparison.check ? -1 : 1))
  const inputs = {
    topics: new Map([['live-against-offline', topics] as const]),
    uncovered: new Set(topics.members.map(({ id }) => id)),
    quiet: [coverage!],
    muted: new Set<string>(),
  }
  const { told, facts } = await foldTopics([topic!], inputs, await place(t))
  assert.deepEqual(told, [])
  assert.deepEqual(facts, [
    'No finding of its own, because these are the requests of a gap that is known: A topic is new or more frequent: “cargo” in 20.0 % of the traffic, in 0.0 % of the offline cases. The gap: No offline case resembles 20.0 % of the traffic.',
  ])
  const others = { ...inputs, uncovered: new Set(texts(50, 70).map(({ id }) => id)) }
  assert.equal((await foldTopics([topic!], others, await place(t))).told.length, 1)
})

test('coverage that nobody is told keeps no topic quiet that is new against other nights', async (t) => {
  const [topic, coverage] = findings().sort((a, b) => (a.comparison.check > b.comparison.check ? -1 : 1))
  const recent = 'live-against-recent' as const
  const news = { ...topic!, comparison: { ...topic!.comparison, family: recent } }
  const inputs = {
    topics: new Map([[recent, topics] as const]),
    uncovered: new Set(topics.members.map(({ id }) => id)),
    quiet: [coverage!],
    muted: new Set<string>(),
  }
  const at = await place(t)
  const checks = async (found: readonly Finding[], given: Partial<typeof inputs> = {}) =>
    (await foldTopics(found, { ...inputs, ...given }, at)).told.map(({ comparison: { check } }) => check)
  assert.deepEqual(await checks([news]), ['topics'])
  const muted = new Set([coverage!.fingerprint])
  assert.deepEqual(await checks([news, coverage!], { quiet: [], muted }), ['topics', 'coverage'])
  assert.deepEqual(await checks([news, coverage!], { quiet: [] }), ['coverage'])
  const gap = { ...coverage!, comparison: { ...coverage!.comparison, family: recent } }
  assert.deepEqual(await checks([news], { quiet: [gap] }), [])
})

test('a topic that is another thing stays a finding of its own', async (t) => {
  const inputs = {
    topics: new Map([['live-against-offline', topics] as const]),
    uncovered: new Set(texts(50, 70).map(({ id }) => id)),
    quiet: [],
    muted: new Set<string>(),
  }
  const { told } = await foldTopics(findings(), inputs, await place(t))
  assert.deepEqual(told.map(({ comparison: { check } }) => check).sort(), ['coverage', 'topics'])
})
