import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scoreJsonEqual } from '../../../suite/scorers/json-equal.ts'
import { jsonFields } from '../../../suite/scorers/json-fields.ts'
import { compileSchema, scoreJsonSchema, scoreValidJson } from '../../../suite/scorers/json-schema.ts'

const WHOLE = { atLeast: 1, allowFence: false }

test('an output is JSON whole, or in a fence where that is allowed', () => {
  assert.equal(scoreValidJson(' {"a": [1]} ', false).value, 1)
  assert.equal(scoreValidJson('Here: {"a": 1}', false).value, 0)
  assert.equal(scoreValidJson('{"a": 1', false).reason, 'the output is not valid JSON')
  assert.equal(scoreValidJson('```json\n{"a": 1}\n```', false).value, 0)
  assert.equal(scoreValidJson('```json\n{"a": 1}\n```', true).value, 1)
  assert.equal(scoreValidJson('NaN', true).value, 0)
})

test('a schema says which of its parts does not hold, and never what the output says', () => {
  const schema = compileSchema({
    type: 'object',
    required: ['city'],
    properties: { city: { type: 'string', pattern: '^[A-Z]' }, days: { type: 'integer' } },
  })
  assert.equal(scoreJsonSchema('{"city": "Rome", "days": 2}', schema, false).value, 1)
  const wrong = scoreJsonSchema('{"city": "rome"}', schema, false)
  assert.deepEqual(wrong, { value: 0, reason: "the schema's #/properties/city/pattern does not hold" })
  assert.equal(scoreJsonSchema('[]', schema, false).value, 0)
})

test('a pattern in a schema cannot hang', () => {
  const schema = compileSchema({ type: 'string', pattern: '^(?:a+)+$' })
  assert.equal(scoreJsonSchema(JSON.stringify(`${'a'.repeat(50_000)}!`), schema, false).value, 0)
})

test('each field that is right counts; wrong, missing and needless ones cost the same', () => {
  const expected = { city: 'Rome', days: 3, tags: ['a', 'b'] }
  const value = (output: object) => scoreJsonEqual(JSON.stringify(output), expected, WHOLE).value
  assert.equal(value({ tags: ['a', 'b'], days: 3, city: 'Rome' }), 1)
  assert.equal(value({ city: 'Rome', days: 4, tags: ['a', 'b'] }), 3 / 4)
  assert.equal(value({ city: 'Rome', tags: ['a', 'b'] }), 3 / 4)
  assert.equal(value({ ...expected, more: 1 }), 4 / 5)
  assert.equal(value({ city: 'Rome', days: 3, tags: ['b', 'a'] }), 2 / 4)
})

test('an output that is not JSON is wrong, an expected text that is not JSON unscored', () => {
  assert.equal(scoreJsonEqual('no', { a: 1 }, WHOLE).value, 0)
  assert.equal(scoreJsonEqual('{}', 'no', WHOLE).value, null)
  assert.equal(scoreJsonEqual('{}', undefined, WHOLE).value, null)
  assert.equal(scoreJsonEqual('{"a": 1}', ['{"a": 2}', '{"a": 1}'], WHOLE).value, 1)
  assert.equal(scoreJsonEqual('{"__proto__": 1}', '{"__proto__": 1}', WHOLE).value, 1)
})

test('any JSON equals itself, with its keys in any order, and depth does no harm', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      assert.equal(scoreJsonEqual(text, text, WHOLE).value, 1)
      assert.ok(jsonFields(value).size >= 1)
    }),
  )
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
  assert.equal(scoreJsonEqual(deep, deep, WHOLE).value, 1)
})
