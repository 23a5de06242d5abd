import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promptSource } from '../../../bench/topics/mixed-prompts.ts'
import { changedClusters } from '../../../drift/topics/changed-clusters.ts'
import { changedWords } from '../../../drift/topics/changed-words.ts'
import { topicPoints } from '../../../drift/topics/points.ts'
import { poolTexts, swappedSides } from '../../../drift/topics/pool.ts'
import { clusterInWords } from '../../../drift/topics/tell-topics.ts'
import { vocabularyOf } from '../../../drift/topics/vocabulary.ts'
import { topicTexts } from './make-texts.ts'

async function pooled(reference: readonly string[], current: readonly string[], seed: string) {
  const pool = poolTexts({ reference: await topicTexts(reference), current: await topicTexts(current) }, seed)
  return { pool, space: { vocabulary: vocabularyOf(pool), table: topicPoints(pool, seed), seed } }
}

/** Prompts about one thing, each begun in one of three ways. */
function about(ways: readonly string[], prompts: readonly string[]): string[] {
  return prompts.map((prompt, place) => `${ways[place % ways.length]} ${prompt.slice(0, 25)}?`)
}
const CARGO = ['How do I rent a cargo bike', 'Does a cargo bike fit', 'Is a child seat on the cargo bike']
const CARDS = ['I lost my credit card', 'Please block my credit card', 'The limit of a credit card']

/** Tonight 30 of 180 ask about cargo bikes, and nobody any more about credit cards, as 40 of 300 did. */
function twoChanges() {
  const source = promptSource('two changes')
  return pooled(
    [...source.mixed(260), ...about(CARDS, source.mixed(40))],
    [...source.mixed(150), ...about(CARGO, source.mixed(30))],
    'two changes',
  )
}

test('what appeared and what vanished are told each, the largest change first, with shares, words and examples', async () => {
  const { pool, space } = await twoChanges()
  const told = changedClusters(pool, space)
  // One in twenty of those told is told by chance.
  assert.ok(told.length <= 3)
  const sizes = told.map(({ reference, current }) => Math.abs(current - reference))
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  )
  const [appeared, vanished] = ['appeared', 'vanished'].map((change) =>
    told.find((each) => each.change === change),
  )
  assert.ok(Math.abs(appeared!.current - 30 / 180) < 0.04 && appeared!.reference < 0.01)
  assert.ok(Math.abs(vanished!.reference - 40 / 300) < 0.04 && vanished!.current < 0.01)
  assert.match(clusterInWords(appeared!), /^“(a )?cargo( bike)?”.*: appeared, 0\.0 % → 1\d\.\d %$/)
  assert.match(clusterInWords(vanished!), /credit card”.*: vanished, 1\d\.\d % → 0\.0 %$/)
  assert.equal(appeared!.typical.length, 3)
  assert.ok(appeared!.typical.every(({ text }) => text?.includes('cargo bike')))
  assert.ok(vanished!.typical.every(({ text }) => text?.includes('credit card')))
})

test('words and phrases that are new or gone are told once, with the share of texts that have them', async () => {
  const { pool, space } = await twoChanges()
  const [first, ...more] = changedWords(pool, space.vocabulary)
  assert.match(first!.word, /cargo/)
  assert.ok(Math.abs(first!.current - 30 / 180) < 1e-9 && first!.reference === 0)
  assert.ok(more.every(({ word }) => !word.includes('cargo')))
  assert.match(changedWords(swappedSides(pool), space.vocabulary)[0]!.word, /credit card/)
})

test('with nothing new hardly a cluster is told', async () => {
  let told = 0
  for (let trial = 0; trial < 5; trial += 1) {
    const source = promptSource(`quiet ${trial}`)
    const { pool, space } = await pooled(source.mixed(160), source.mixed(90), `quiet ${trial}`)
    if (changedClusters(pool, space).length > 0) told += 1
  }
  assert.ok(told <= 2, `${told} of 5`)
})

test('texts without words of their own are told without a name', () => {
  const cluster = {
    change: 'grew',
    reference: 0.031,
    current: 0.12,
    adjustedPValue: 0.01,
    words: [],
    typical: [],
  } as const
  assert.equal(clusterInWords(cluster), 'texts without words of their own: grew, 3.1 % → 12.0 %')
})
