import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Distribution } from '../../drift/comparison.ts'
import { titleOf } from '../../drift/title.ts'
import { drifted, effect, regression } from './make-comparison.ts'

function numeric(reference: number, current: number): Distribution {
  const at = (p50: number) => ({ p5: p50 / 2, p50, p95: p50 * 2 })
  return {
    kind: 'numeric',
    edges: [0, 1],
    reference: [1],
    current: [1],
    quantiles: { reference: at(reference), current: at(current) },
  }
}

function categorical(...shares: readonly [name: string, reference: number, current: number][]): Distribution {
  const categories = shares.map(([name, reference, current]) => ({ name, reference, current }))
  return { kind: 'categorical', categories }
}

test('a numeric title says where to, against what, and both medians', () => {
  const slower = drifted({ distribution: numeric(905, 1214) })
  assert.equal(titleOf(slower, 'up'), 'Latency is higher than on the recent nights (median 905 → 1,214 ms)')
  assert.equal(
    titleOf({ ...slower, family: 'live-against-offline' }, 'down'),
    'Latency is lower than in the offline cases (median 905 → 1,214 ms)',
  )
  assert.equal(
    titleOf(slower, 'changed'),
    'Latency has another shape than on the recent nights (median 905 → 1,214 ms)',
  )
})

test('a numeric title without a distribution says where to', () => {
  assert.equal(titleOf(drifted(), 'up'), 'Latency is higher than on the recent nights')
})

test('medians keep three digits, however small or large they are', () => {
  const mediansIn = (reference: number, current: number) =>
    /\((.*)\)/.exec(titleOf(drifted({ distribution: numeric(reference, current) }), 'up'))?.[1]
  assert.equal(mediansIn(0.000123, 0.00045678), 'median 0.000123 → 0.000457 ms')
  assert.equal(mediansIn(0, 1.5), 'median 0 → 1.5 ms')
  assert.equal(mediansIn(-12.345, 999.96), 'median -12.3 → 1,000 ms')
  assert.equal(mediansIn(1234.5, 1_234_567), 'median 1,235 → 1,234,567 ms')
})

test('a slice is told as one without its name, which strangers may have written', () => {
  const title = titleOf(drifted({ slice: '<b>@acme</b>', distribution: numeric(1, 2) }), 'up')
  assert.equal(title, 'Latency is higher than on the recent nights (median 1 → 2 ms) in one slice')
})

test('a pass rate is told in points and both rates', () => {
  assert.equal(titleOf(regression(), 'down'), 'Pass rate of contains fell by 11.3 points (93.3 % → 82.0 %)')
})

test('a mix is told by its total variation, without names of categories', () => {
  const mixed = drifted({
    check: 'tags.intent',
    type: 'categorical',
    effect: effect(0.25, 'totalVariation'),
    distribution: categorical(['@acme', 0.75, 0.5], ['b', 0.25, 0.5]),
  })
  assert.equal(
    titleOf(mixed, 'changed'),
    'The mix of tag intent differs from the recent nights (total variation 0.25)',
  )
})

test('where most of the difference is of unseen categories, the title says so', () => {
  const fresh = drifted({
    family: 'live-against-offline',
    check: 'tags.intent',
    type: 'categorical',
    effect: effect(0.2, 'totalVariation'),
    distribution: categorical(['a', 1, 0.8], ['b', 0, 0.15], ['c', 0, 0.05]),
  })
  assert.equal(
    titleOf(fresh, 'changed'),
    'In 20.0 % of the traffic, the tag intent is one that no offline case has',
  )
  const half = { ...fresh, distribution: categorical(['a', 1, 0.8], ['b', 0, 0.1], ['c', 0.1, 0.2]) }
  assert.match(titleOf(half, 'changed'), /^The mix of tag intent differs from the offline cases/)
})

test('values that went missing are told by their share', () => {
  const gone = drifted({
    check: 'latency_ms.missing',
    type: 'categorical',
    effect: effect(0.4, 'totalVariation'),
    distribution: categorical(['present', 1, 0.6], ['missing', 0, 0.4]),
  })
  assert.equal(
    titleOf(gone, 'changed'),
    'Latency is missing in 40.0 % of the traffic, in 0.0 % of that of the recent nights',
  )
})

test('a feature of yes and no is told by how often it holds', () => {
  const refusing = drifted({
    check: 'output_refusal',
    type: 'categorical',
    effect: effect(0.2, 'totalVariation'),
    distribution: categorical(['false', 0.99, 0.79], ['true', 0.01, 0.21]),
  })
  assert.equal(
    titleOf(refusing, 'changed'),
    'Outputs refuse in 21.0 % of the traffic, in 1.0 % of that of the recent nights',
  )
})

test('a topic is named by its words, with its shares and against what', () => {
  const topic = drifted({
    check: 'topics',
    type: 'text',
    effect: effect(0.2, 'topicShare'),
    distribution: categorical(
      ['“cargo bike”, “child seat”', 0.002, 0.208],
      ['everything else', 0.998, 0.792],
    ),
  })
  assert.equal(
    titleOf(topic, 'up'),
    'A topic is new or more frequent: “cargo bike”, “child seat” in 20.8 % of the traffic, in 0.2 % of that of the recent nights',
  )
  assert.equal(
    titleOf({ ...topic, family: 'live-against-offline' }, 'down'),
    'A topic is gone or rarer: “cargo bike”, “child seat” in 20.8 % of the traffic, in 0.2 % of the offline cases',
  )
})
