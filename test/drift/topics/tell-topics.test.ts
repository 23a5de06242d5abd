import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '../../../drift/decide.ts'
import { tellTopics } from '../../../drift/topics/tell-topics.ts'
import { comparison, drifted, effect } from '../make-comparison.ts'

const finding = (check: string) =>
  decide([drifted({ check, type: 'text', effect: effect(0.2, 'topicShare') })], {
    suite: 's',
    night: '2026-11-22',
  })[0]!

const shares = { reference: 0, current: 0.183 }
const topics = {
  comparison: comparison(),
  typical: [],
  looked: [],
  members: [],
  clusters: [
    {
      ...shares,
      change: 'appeared',
      adjustedPValue: 1e-6,
      words: ['cargo', 'child seat'],
      typical: [],
    } as const,
  ],
  words: { new: [{ ...shares, word: 'cargo' }], gone: [{ word: 'voucher', reference: 0.1, current: 0.02 }] },
}

test('a finding of topics tells of clusters, then of words that are new, then of those that are gone', () => {
  assert.deepEqual(tellTopics(finding('topics'), topics).where, [
    '“cargo”, “child seat”: appeared, 0.0 % → 18.3 %',
    'Words that are new or more frequent: “cargo” 0.0 % → 18.3 %',
    'Words that are gone or rarer: “voucher” 10.0 % → 2.0 %',
  ])
})

test('where nothing is sure beside the topic itself, nothing is told beside it', () => {
  const none = { ...topics, clusters: [], words: { new: [], gone: [] } }
  assert.deepEqual(tellTopics(finding('topics'), none).where, [])
})

test('other findings stay as they are', () => {
  const other = finding('coverage')
  assert.equal(tellTopics(other, topics), other)
  assert.equal(tellTopics(finding('topics'), undefined).where.length, 0)
})
