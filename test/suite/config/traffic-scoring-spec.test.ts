import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scorer } from '../../../suite/config/custom-scorer.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { parseConfig } from '../../../suite/config/parse.ts'
import { scorerName } from '../../../suite/config/scorer-spec.ts'
import { trafficScorers } from '../../../suite/config/traffic-scoring-spec.ts'

const judge = { kind: 'openai', model: 'j' }
const SCORERS = [
  { kind: 'exact' },
  { kind: 'regex', name: 'captures', pattern: 'A: (\\w)' },
  { kind: 'regex', pattern: 'A: (?:\\w)' },
  { kind: 'rubric', criteria: 'c', judge },
  { kind: 'validJson' },
  scorer('own', () => true),
  scorer('free', () => true, { needsExpected: false }),
]

function config(trafficScoring: object | undefined, more: object = {}) {
  return parseConfig(
    {
      name: 'bot',
      dataset: 'c.jsonl',
      target: { kind: 'replay', path: 'o.jsonl' },
      scorers: SCORERS,
      traffic: [{ kind: 'jsonl', glob: 'l' }],
      ...(trafficScoring === undefined ? {} : { trafficScoring }),
      ...more,
    },
    'this test',
  )
}

test('traffic is scored by what needs no expected answer, or by those of them that are named', () => {
  const names = (given: object | undefined) => trafficScorers(config(given)).map(scorerName)
  assert.deepEqual(names({}), ['regex', 'rubric', 'validJson', 'free'])
  assert.deepEqual(names({ scorers: ['free', 'regex'] }), ['regex', 'free'])
  assert.deepEqual(names(undefined), [])
  assert.deepEqual(config({}).trafficScoring, { sample: 200 })
})

/** What is said of a config that cannot be used. */
function faults(trafficScoring: object, more: object = {}): string {
  try {
    config(trafficScoring, more)
    return ''
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.message
  }
}

test('what cannot work is refused with what to do', () => {
  assert.match(
    faults({}, { traffic: undefined }),
    /`trafficScoring`: there is no traffic to score; add `traffic`/,
  )
  assert.match(faults({}, { storeText: false }), /`storeText: false` keeps none/)
  assert.match(faults({ sample: 3000 }), /`trafficScoring\.sample`: expected at most 2000/)
  assert.match(
    faults({ scorers: ['exact'] }),
    /`trafficScoring\.scorers`: "exact" is no scorer that does without.* These do: regex, rubric, validJson, free\./,
  )
  assert.match(faults({}, { scorers: [{ kind: 'exact' }] }), /every scorer needs an expected answer/)
  assert.match(faults({ budgetUsd: 1 }), /`trafficScoring\.budgetUsd`: .* add "j" to `prices`/)
  assert.equal(faults({ budgetUsd: 1 }, { prices: { j: { input: 1, output: 1 } } }), '')
  assert.match(
    faults({ budget: 1 }),
    /`trafficScoring\.budget` is not a known key\. Did you mean `budgetUsd`/,
  )
  assert.match(faults({}, { scorers: [{ kind: 'regex', pattern: '(' }] }), /the pattern "\(" cannot be used/)
})

test('the budget of a run wants prices of its judges, too', () => {
  const target = { kind: 'openai', model: 'm' }
  const prices = { m: { input: 1, output: 1 } }
  assert.match(faults({}, { target, prices, budgetUsd: 5 }), /`budgetUsd`: .* add "j" to `prices`/)
})
