import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cost,
  jsonEqual,
  jsonSchema,
  latency,
  toolCalls,
  validJson,
} from '../../../suite/config/answer-scorers.ts'
import { scorer } from '../../../suite/config/custom-scorer.ts'
import { scorerSpec } from '../../../suite/config/scorer-spec.ts'
import {
  choice,
  contains,
  exact,
  levenshtein,
  numeric,
  refusal,
  regex,
  rougeL,
  tokenF1,
} from '../../../suite/config/text-scorers.ts'
import { createScorers, scoreAnswer } from '../../../suite/scorers/score.ts'
import { answerOf, caseOf } from './answers.ts'

test('every scorer judges under its own name, else under its kind', async () => {
  const specs = [exact(), contains({ name: 'policy' }), numeric({ after: '=' })].map((spec) =>
    scorerSpec.parse(spec),
  )
  assert.deepEqual(await scoreAnswer(createScorers(specs), answerOf('2 + 2 = 4'), caseOf('4')), {
    exact: { value: 0 },
    policy: { value: 1 },
    numeric: { value: 1 },
  })
})

test('every kind of scorer can stand in a config and gives its score', async () => {
  const specs = [
    exact(),
    contains(),
    regex({ pattern: 'a' }),
    numeric(),
    choice(),
    levenshtein(),
    tokenF1(),
    rougeL(),
    refusal(),
    validJson(),
    jsonSchema({ schema: {} }),
    jsonEqual(),
    toolCalls(),
    latency({ maxMs: 10 }),
    cost({ maxUsd: 1 }),
    scorer('own', () => true),
  ].map((spec) => scorerSpec.parse(spec))
  const scores = await scoreAnswer(
    createScorers(specs),
    answerOf('{"a": 1}', { latencyMs: 3, costUsd: 0.5, toolCalls: [] }),
    caseOf('{"a": 1}'),
  )
  const unscored = Object.keys(scores).filter((name) => scores[name]!.value === null)
  assert.deepEqual(unscored, ['numeric', 'choice', 'toolCalls'])
  assert.equal(Object.keys(scores).length, specs.length)
})

test('two scorers of one name are refused', () => {
  const specs = [contains(), exact({ name: 'contains' })].map((spec) => scorerSpec.parse(spec))
  assert.throws(() => createScorers(specs), { name: 'ConfigError', message: /"contains" stands twice/ })
})

test('unknown keys, broken schemas and marks beyond 1 of a scorer are refused', () => {
  for (const spec of [
    { kind: 'contains', ignoreCase: true },
    { kind: 'semantic' },
    { kind: 'jsonSchema', schema: { type: 'nothing' } },
    { kind: 'jsonSchema', schema: { pattern: '(a)\\1' } },
    { kind: 'levenshtein', atLeast: 1.5 },
  ])
    assert.equal(scorerSpec.safeParse(spec).success, false, JSON.stringify(spec))
})
