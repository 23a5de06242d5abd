import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseConfig } from '../../suite/config/parse.ts'
import { scorerName } from '../../suite/config/scorer-spec.ts'
import { profileNamed, scorersOf } from '../../suite/profile.ts'

const judge = { kind: 'openai', model: 'judge-1' }
const config = (more: object = {}) =>
  parseConfig(
    {
      name: 'bot',
      dataset: 'cases.jsonl',
      target: { kind: 'replay', path: 'outputs.jsonl' },
      scorers: [{ kind: 'contains' }, { kind: 'rubric', name: 'manner', criteria: 'Be kind.', judge }],
      ...more,
    },
    'a test',
  )
const judging = (name: string, { profiles, scorers } = config()) =>
  scorersOf(profileNamed(name, { profiles }), scorers).map(scorerName)

test('every suite has four profiles; the early ones ask no judge', () => {
  assert.equal(profileNamed('smoke', config()).sample, 20)
  assert.equal(profileNamed('pr', config()).sample, 300)
  assert.deepEqual(judging('smoke'), ['contains'])
  assert.deepEqual(judging('pr'), ['contains'])
  assert.deepEqual(judging('release'), ['contains', 'manner'])
  assert.deepEqual(judging('full'), ['contains', 'manner'])
})

test('the config has the last word, and its smoke leaves judges out unless it names scorers', () => {
  const profiles = { smoke: { limit: 5 }, pr: { scorers: ['manner'] }, mine: {} }
  assert.equal(profileNamed('smoke', config({ profiles })).sample, undefined)
  assert.deepEqual(judging('smoke', config({ profiles })), ['contains'])
  assert.deepEqual(judging('pr', config({ profiles })), ['manner'])
  assert.deepEqual(judging('mine', config({ profiles })), ['contains', 'manner'])
})

test('where judges alone judge, the early profiles have them too', () => {
  const scorers = [{ kind: 'rubric', name: 'manner', criteria: 'Be kind.', judge }]
  assert.deepEqual(judging('smoke', config({ scorers })), ['manner'])
})

test('a profile of a scorer or a stratum that cannot be is refused', () => {
  assert.throws(
    () => config({ profiles: { pr: { scorers: ['maner'] } } }),
    /no scorer is named "maner"; known: contains, manner/,
  )
  assert.throws(() => config({ profiles: { pr: { stratifyBy: 'intent' } } }), /only a sample is stratified/)
})
