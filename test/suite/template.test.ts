import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unknownPlaceholders } from '../../suite/config/template-names.ts'
import { caseVariable, fillJson, fillText, promptedMessages } from '../../suite/template.ts'

const item = {
  id: 'a',
  input: 'q "1"\n',
  tags: { plan: 'pro', 'two words': 2, 'a.b': true },
  expected: 'x',
  context: ['p', 1],
}
const lookup = (name: string) => caseVariable(item, name)

test('a text that is one placeholder becomes the value, one among others its text', () => {
  const template = {
    q: '{{input}}',
    list: ['{{case.context}}', 'in {{ case.context }}', 7, null],
    '{{id}}': '{{tags.two words}}',
  }
  assert.deepEqual(fillJson(template, lookup), {
    q: 'q "1"\n',
    list: [['p', 1], 'in ["p",1]', 7, null],
    '{{id}}': 2,
  })
  assert.deepEqual(fillJson('{{messages}}', lookup), [{ role: 'user', content: 'q "1"\n' }])
  assert.equal(fillText('{{tags.a.b}} {{id}}{{id}}', lookup), 'true aa')
})

test('whatever a case holds is put in as it is, and never read as a template', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('{{id}}', '$&', '$1', '\\"}', '{{env.KEY}}'),
  )
  fc.assert(
    fc.property(hostile, hostile, (input, tag) => {
      const given = { id: 'i', input, tags: { t: tag } }
      const look = (name: string) => caseVariable(given, name)
      assert.equal(fillText('<{{input}}|{{tags.t}}>', look), `<${input}|${tag}>`)
      assert.deepEqual(fillJson({ a: '{{input}}', b: 'x{{tags.t}}' }, look), { a: input, b: `x${tag}` })
    }),
  )
})

test('a variable that a case lacks is told by its name, an inherited one is lacking', () => {
  for (const name of ['tags.nope', 'case.nope', 'tags.constructor', 'case.toString'])
    assert.throws(() => lookup(name), { kind: 'rejected', message: new RegExp(`"${name.split('.')[1]}"`) })
})

test('only what a case has, but for the answer it expects, may stand in a template', () => {
  const unknown = (text: string) => unknownPlaceholders(text)
  assert.deepEqual(unknown('{{input}} {{id}} {{tags.a}} {{case.b}} { {x} } {{"a": 1}} {{}} {{1}}'), [])
  assert.deepEqual(unknown('{{question}} {{ Input }} {{case.expected}}'), [
    'question',
    'Input',
    'case.expected',
  ])
  assert.deepEqual(unknownPlaceholders('{{messages}} {{x}}', ['messages']), ['x'])
})

test('a conversation without a user has no last turn to ask', () => {
  const input = [{ role: 'assistant', content: 'Hi' }] as const
  assert.throws(() => promptedMessages({ id: 'a', input }, 'Q: {{input}}'), { kind: 'rejected' })
  assert.deepEqual(promptedMessages({ id: 'a', input }, undefined), input)
})
