import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contains, exact, numeric, scorerSpec } from '../../../suite/config/scorer-spec.ts'
import { scoreAnswer } from '../../../suite/scorers/score.ts'

test('every scorer judges under its own name, else under its kind', () => {
  const specs = [exact(), contains({ name: 'policy' }), numeric({ after: '=' })].map((spec) =>
    scorerSpec.parse(spec),
  )
  assert.deepEqual(scoreAnswer(specs, { expected: '4' }, '2 + 2 = 4'), {
    exact: { value: 0 },
    policy: { value: 1 },
    numeric: { value: 1 },
  })
})

test('two scorers of one name are refused', () => {
  const specs = [contains(), exact({ name: 'contains' })].map((spec) => scorerSpec.parse(spec))
  assert.throws(() => scoreAnswer(specs, {}, 'x'), {
    name: 'ConfigError',
    message: /"contains" stands twice/,
  })
})

test('unknown keys of a scorer are refused', () => {
  assert.equal(scorerSpec.safeParse({ kind: 'contains', ignoreCase: true }).success, false)
  assert.equal(scorerSpec.safeParse({ kind: 'semantic' }).success, false)
})
