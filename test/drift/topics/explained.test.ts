import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isExplainedBy } from '../../../drift/topics/explained.ts'

const texts = (count: number, from = 0) =>
  Array.from({ length: count }, (_, place) => ({
    id: `${from + place}`,
    text: null,
    embedding: null,
    unit: null,
  }))
const ids = (count: number) => new Set(texts(count).map(({ id }) => id))

test('a topic is a category when setting its requests aside leaves nothing worth telling', () => {
  // 100 texts, the first 20 of them in the topic, where the reference has 1 %.
  const topic = { looked: texts(100), members: texts(20), reference: 0.01, minimumEffect: 0.02 }
  assert.equal(isExplainedBy(ids(20), topic), true)
  assert.equal(isExplainedBy(ids(18), topic), true, '2 of 82 are left, 2.4 %')
  assert.equal(isExplainedBy(ids(15), topic), false, '5 of 85 are left, 5.9 %')
  assert.equal(isExplainedBy(new Set(), topic), false)
})

test('a category of all requests explains every topic', () => {
  const topic = { looked: texts(10), members: texts(5), reference: 0, minimumEffect: 0.02 }
  assert.equal(isExplainedBy(ids(10), topic), true)
})
