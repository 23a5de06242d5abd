import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLabel } from '../../drift/check-label.ts'
import { RECORD_FEATURES } from '../../queries/features/feature-names.ts'

test('every feature that nightdrift measures has a name without underscores', () => {
  const features = [...RECORD_FEATURES.numeric, ...RECORD_FEATURES.categorical, 'language']
  assert.ok(features.length > 25)
  for (const feature of features) assert.doesNotMatch(checkLabel(feature), /_/)
  assert.equal(new Set(features.map(checkLabel)).size, features.length)
})

test('what people named keeps its name, after the kind of thing it is', () => {
  assert.deepEqual(['tags.plan', 'scores.tone', 'own.answer_ratio', 'quality.contains'].map(checkLabel), [
    'tag plan',
    'score tone',
    'own feature answer_ratio',
    'pass rate of contains',
  ])
})

test('a check of missing values is named after its feature', () => {
  assert.equal(checkLabel('output_words.missing'), 'output length in words, missing values')
  assert.equal(checkLabel('tags.plan.missing'), 'tag plan, missing values')
})

test('a check that is named like a part of every object is an unknown one', () => {
  assert.equal(checkLabel('constructor'), 'constructor')
  assert.equal(checkLabel('toString.missing'), 'toString, missing values')
})
