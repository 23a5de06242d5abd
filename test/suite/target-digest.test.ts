import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targetFiles, targetSpec } from '../../suite/config/target-spec.ts'
import { targetDigest } from '../../suite/target-digest.ts'

const files = new Map([
  ['system.md', 'Be brief.'],
  ['ask.md', 'Q: {{input}}'],
  ['out.jsonl', '{"id":"a","output":"b"}'],
])
const digest = (spec: object, read = files) => targetDigest(targetSpec.parse(spec), read)
const file = (path: string) => ({ kind: 'file', path })
const plain = { kind: 'openai', model: 'm' }

test('what can change an answer changes the digest', () => {
  const changes = [
    {},
    { kind: 'anthropic' },
    { model: 'n' },
    { api: 'responses' },
    { baseUrl: 'http://127.0.0.1:8000/v1' },
    { system: 'Be kind.' },
    { prompt: 'Ask: {{input}}' },
    { temperature: 0 },
    { seed: 1 },
    { maxTokens: 5 },
    { tools: [{ type: 'function' }] },
    { extra: { top_p: 0.5 } },
  ]
  const digests = changes.map((change) => digest({ ...plain, ...change }))
  assert.equal(new Set(digests).size, changes.length)
  for (const one of digests) assert.match(one, /^[0-9a-f]{16}$/)
})

test('how it is asked, and by which key, does not', () => {
  const same = {
    timeoutMs: 5,
    concurrency: 3,
    tokensPerMinute: 9,
    apiKeyEnv: 'OTHER',
    stream: false,
    temperature: undefined,
  }
  assert.equal(digest({ ...plain, ...same }), digest(plain))
})

test('a text in a file is the text, wherever the file lies', () => {
  const inline = digest({ ...plain, system: 'Be brief.', prompt: 'Q: {{input}}' })
  assert.equal(digest({ ...plain, system: file('system.md'), prompt: file('ask.md') }), inline)
  const edited = new Map([...files, ['ask.md', 'Question: {{input}}']])
  assert.notEqual(digest({ ...plain, system: file('system.md'), prompt: file('ask.md') }, edited), inline)
  const moved = new Map([['other.jsonl', files.get('out.jsonl') ?? '']])
  const recorded = digest({ kind: 'replay', path: 'out.jsonl' })
  assert.equal(digest({ kind: 'replay', path: 'other.jsonl' }, moved), recorded)
  assert.throws(() => digest({ kind: 'replay', path: 'gone.jsonl' }), /gone\.jsonl was not given/)
})

test('of a program its command and version count, of a function its text, of an endpoint what is asked', () => {
  const program = { kind: 'command', command: ['python', 'bot.py'] }
  const endpoint = { kind: 'http', url: 'http://a.example/ask' }
  const answer = (input: string) => `${input}!`
  const specs = [
    program,
    { ...program, version: '2' },
    { ...program, command: ['python', 'bot.py', '--fast'] },
    { ...program, mode: 'perCase' },
    { kind: 'fn', fn: () => 'a' },
    { kind: 'fn', fn: () => 'b' },
    { kind: 'fn', fn: () => 'b', version: '2' },
    { kind: 'fn', fn: answer, model: 'm' },
    endpoint,
    { ...endpoint, body: { q: '{{input}}' } },
    { ...endpoint, headers: { 'x-team': 'a' } },
    { ...endpoint, response: { output: '/a' } },
  ]
  assert.equal(new Set(specs.map((spec) => digest(spec))).size, specs.length)
  assert.equal(digest({ ...program, concurrency: 3 }), digest(program))
  assert.equal(digest({ kind: 'fn', fn: () => 'a' }), digest({ kind: 'fn', fn: () => 'a' }))
})

test('the files of a target are those whose content counts', () => {
  const of = (spec: object) => targetFiles(targetSpec.parse(spec))
  assert.deepEqual(of({ ...plain, system: file('system.md'), prompt: file('ask.md') }), [
    'system.md',
    'ask.md',
  ])
  assert.deepEqual(of({ ...plain, system: 'x' }), [])
  assert.deepEqual(of({ kind: 'replay', path: 'out.jsonl' }), ['out.jsonl'])
})
