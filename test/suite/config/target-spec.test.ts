import assert from 'node:assert/strict'
import { test } from 'node:test'
import { file } from '../../../suite/config/file-spec.ts'
import { targetLimits, targetSpec } from '../../../suite/config/target-spec.ts'
import { anthropic } from '../../../suite/config/targets/anthropic.ts'
import { command } from '../../../suite/config/targets/command.ts'
import { fn } from '../../../suite/config/targets/fn.ts'
import { openai } from '../../../suite/config/targets/openai.ts'
import { replay } from '../../../suite/config/targets/replay.ts'

test('a target is plain data that JSON keeps, with its defaults filled in', () => {
  const spec = targetSpec.parse(openai({ model: 'gpt-5-mini', system: file('prompts/system.md') }))
  assert.deepEqual(JSON.parse(JSON.stringify(spec)), {
    kind: 'openai',
    api: 'chat',
    model: 'gpt-5-mini',
    stream: true,
    system: { kind: 'file', path: 'prompts/system.md' },
    timeoutMs: 60_000,
    caseTimeoutMs: 300_000,
    concurrency: 50,
    apiKeyEnv: 'OPENAI_API_KEY',
  })
  assert.equal(targetLimits(spec).concurrency, 50)
  assert.equal(targetLimits(targetSpec.parse(replay('out.jsonl'))).concurrency, 1)
})

test('a recording is a path, or a path and the model that was recorded', () => {
  assert.deepEqual(replay('out.jsonl'), { kind: 'replay', path: 'out.jsonl' })
  assert.deepEqual(replay({ path: 'out.jsonl', model: 'm' }), {
    kind: 'replay',
    path: 'out.jsonl',
    model: 'm',
  })
})

test('a program is asked one case at a time unless told otherwise, a function ten and more', () => {
  const program = targetSpec.parse(command(['python', 'bot.py'], { mode: 'perCase' }))
  assert.deepEqual(targetLimits(program).concurrency, 1)
  const own = targetSpec.parse(fn(({ input }) => input))
  assert.deepEqual(targetLimits(own).concurrency, 50)
})

test('unknown keys, wrong addresses and keys in an address are refused', () => {
  const refused = [
    { kind: 'openai', model: 'm', temprature: 0 },
    { kind: 'anthropic', model: 'm', seed: 1 },
    { kind: 'openai', model: '' },
    { kind: 'openai', model: 'm', baseUrl: 'ftp://models.acme.example' },
    { kind: 'openai', model: 'm', baseUrl: 'https://user:key@models.acme.example' },
    { kind: 'openai', model: 'm', concurrency: 0 },
    { kind: 'replay', path: 'x', system: 'y' },
    { kind: 'openai', model: 'm', extra: { stream: false } },
    { kind: 'anthropic', model: 'm', extra: { top_k: 5, messages: [] } },
    { kind: 'openai', model: 'm', prompt: 'Answer {{question}}, {{input}}' },
    { kind: 'openai', model: 'm', prompt: 'Answer.' },
    { kind: 'command', command: [] },
    { kind: 'command', command: [''] },
    { kind: 'command', command: 'python bot.py' },
    { kind: 'command', command: ['bot'], mode: 'sometimes' },
    { kind: 'fn', fn: 'answer' },
    { kind: 'nobody' },
  ]
  for (const spec of refused) assert.equal(targetSpec.safeParse(spec).success, false, JSON.stringify(spec))
  assert.equal(
    targetSpec.safeParse(anthropic({ model: 'm', baseUrl: 'http://127.0.0.1:8000' })).success,
    true,
  )
})
