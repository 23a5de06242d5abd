import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTarget } from '../../../adapters/models/create-target.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { openai } from '../../../suite/config/targets/openai.ts'
import { json, startModelServer } from './model-server.ts'
import { completion, make } from './openai-wire.ts'

const signal = new AbortController().signal

test('a prompt stands for the last turn of the user, with the variables of the case', async () => {
  await using server = await startModelServer(json(200, completion({ content: 'x' })))
  const prompt = 'For {{tags.plan}}, {{ case.context }}: {{input}}'
  const target = await make(server.url, { prompt, extra: { top_p: 0.5, reasoning_effort: 'low' } })
  const more = { tags: { plan: 'pro' }, context: { page: 1 } }
  await target.ask({ id: 'a', input: '{{id}}?', ...more }, { signal })
  const turns = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
    { role: 'user', content: 'Bye' },
  ] as const
  await target.ask({ id: 'b', input: turns, ...more }, { signal })
  assert.deepEqual(server.requests[0]?.body.messages, [
    { role: 'user', content: 'For pro, {"page":1}: {{id}}?' },
  ])
  assert.deepEqual(server.requests[1]?.body.messages, [
    ...turns.slice(0, 2),
    { role: 'user', content: 'For pro, {"page":1}: Bye' },
  ])
  assert.deepEqual([server.requests[0]?.body.top_p, server.requests[0]?.body.reasoning_effort], [0.5, 'low'])
  await assert.rejects(target.ask({ id: 'c', input: 'q' }, { signal }), {
    kind: 'rejected',
    message: /it has no tag "plan"/,
  })
  assert.equal(server.requests.length, 2)
})

test('a prompt in a file that names an unknown variable, or no input, is a config error', async () => {
  const spec = targetSpec.parse(
    openai({ model: 'm', baseUrl: 'http://127.0.0.1:9', prompt: { kind: 'file', path: 'p' } }),
  )
  const withText = (text: string) => createTarget(spec, { folder: '.', env: {}, readFile: async () => text })
  await assert.rejects(withText('{{input}} {{qestion}}'), {
    name: 'ConfigError',
    message: /\{\{qestion\}\} is no variable/,
  })
  await assert.rejects(withText('{{input}} {{case.expected}}'), { name: 'ConfigError' })
  await assert.rejects(withText('Answer.'), { name: 'ConfigError', message: /it has no \{\{input\}\}/ })
  assert.equal((await withText('{{input}} {{"a": {}}}')).name, 'openai m')
})
