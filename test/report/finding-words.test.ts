import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedComparison } from '../../drift/comparison.ts'
import { effectMeaning, plainSentence } from '../../report/finding-words.ts'
import { comparison } from './fixture-findings.ts'
import { COMPLETE } from './fixtures.ts'

const plain = (text: string | null) => text?.replaceAll('\u202f', ' ')
const sentences = () => COMPLETE.findings.map((one) => plain(plainSentence(one.comparison, one.direction)))

test('each kind of finding says its direction in plain words', () => {
  assert.deepEqual(sentences(), [
    'Of 300 cases that both runs scored, 36 passed in the baseline and fail now; 2 failed in the baseline and pass now.',
    'Requests take longer tonight than on recent nights: the median is 2.23 s instead of 1.19 s, the 95th percentile 6.12 s instead of 2.41 s.',
    'The mix of tag intent in live traffic is not the one in the offline cases: “child_seat” makes up 17.3 % instead of 0 %.',
  ])
})

test('a negative Cliff’s δ is told as larger current values, a positive one as smaller ones', () => {
  const interval = { lower: -1, upper: 1, level: 0.95 }
  const share = (value: number) =>
    /larger in ([\d.]+)/.exec(
      effectMeaning({ name: 'cliffsDelta', value, corrected: value, interval }) ?? '',
    )?.[1]
  assert.deepEqual([share(-0.523), share(0), share(0.5)], ['76.2', '50.0', '25.0'])
})

test('words exist for every type, family and direction, with and without a distribution', () => {
  const families = [
    'suite-against-baseline',
    'live-against-offline',
    'live-against-recent',
    'slow-drift',
  ] as const
  for (const family of families)
    for (const type of ['numeric', 'categorical', 'text', 'paired'] as const)
      for (const direction of ['up', 'down', 'changed', null] as const) {
        const sentence = plainSentence(comparison({ family, type, check: 'tags.plan' }), direction)
        assert.match(sentence, /^[A-Z].*\.$/)
        assert.doesNotMatch(sentence, /undefined|null|NaN/)
      }
})

test('a difference in missing values is told as such', () => {
  const missing: Partial<JudgedComparison> = {
    check: 'latency_ms.missing',
    type: 'categorical',
    distribution: {
      kind: 'categorical',
      categories: [
        { name: 'present', reference: 1, current: 0.75 },
        { name: 'missing', reference: 0, current: 0.25 },
      ],
    },
  }
  assert.equal(
    plain(plainSentence(comparison(missing), 'changed')),
    'Latency is missing more often tonight than on recent nights: 25.0 % instead of 0 %.',
  )
})

test('of two categories that moved as far, the one that grew is named', () => {
  const categories = [
    { name: 'model-1', reference: 1, current: 0 },
    { name: 'model-2', reference: 0, current: 1 },
  ]
  const swapped = { check: 'model', type: 'categorical', distribution: { kind: 'categorical', categories } }
  assert.match(
    plainSentence(comparison(swapped as Partial<JudgedComparison>), 'changed'),
    /“model-2” makes up 100/,
  )
})

test('a feature of yes and no is told by how often it holds', () => {
  const json: Partial<JudgedComparison> = {
    check: 'output_is_json',
    type: 'categorical',
    distribution: {
      kind: 'categorical',
      categories: [
        { name: 'false', reference: 0.1, current: 0.35 },
        { name: 'true', reference: 0.9, current: 0.65 },
      ],
    },
  }
  assert.equal(
    plain(plainSentence(comparison(json), 'changed')),
    'Outputs are JSON less often tonight than on recent nights: in 65.0 % instead of 90.0 %.',
  )
})

test('a topic is told by its words and shares', () => {
  const categories = [
    { name: '“cargo bike”', reference: 0, current: 0.208 },
    { name: 'everything else', reference: 1, current: 0.792 },
  ]
  const topic = comparison({
    family: 'live-against-recent',
    type: 'text',
    check: 'topics',
    distribution: { kind: 'categorical', categories },
  })
  assert.equal(
    plain(plainSentence(topic, 'up')),
    'People write about “cargo bike” more often tonight than on recent nights: in 20.8 % instead of 0 %.',
  )
})
